// The number of notices in the band is asked for again now and then, and at once when the page is looked at again;
// a page that nobody looks at asks nothing.
export function startUnread() {
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) document.body.dispatchEvent(new Event("seen"));
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (document.hidden && event.detail.elt.id === "unread") event.preventDefault();
  });
}
