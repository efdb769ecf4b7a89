"""What becomes of messages: arrived, uncertain, refused, late, and chats that close or move."""
