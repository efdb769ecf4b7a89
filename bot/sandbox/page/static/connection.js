// Talks with the server: follows what one person sees, and asks for deeds.

/** Follow a person's view; `seen` gets each view, `broke` whether the line is broken. Returns a function that stops. */
export function follow(who, seen, broke) {
  const source = new EventSource(`events?who=${encodeURIComponent(who)}`);
  let retry = 0;
  source.onmessage = (event) => {
    broke(false);
    seen(JSON.parse(event.data));
  };
  source.onerror = () => {
    broke(true);
    // A browser gives up by itself when a server answers at all, as a restarted one may.
    if (source.readyState === EventSource.CLOSED) {
      retry = setTimeout(() => {
        stop();
        stop = follow(who, seen, broke);
      }, 1000);
    }
  };
  let stop = () => {
    clearTimeout(retry);
    source.close();
  };
  return () => stop();
}

/** Ask for a deed; returns its outcome, or `{problem}` with the name of what is wrong. */
export async function act(who, performance, deed) {
  try {
    const answer = await fetch("act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ who, performance, deed }),
    });
    const kind = answer.headers.get("Content-Type") ?? "";
    return kind.startsWith("application/json") ? await answer.json() : { problem: "broken" };
  } catch {
    return { problem: "offline" };
  }
}
