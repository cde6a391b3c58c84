// A page is whole by itself: Blazor must not fetch the next one and patch it into this one, styles and all, when a reader goes
// back or follows a link.
Blazor.start({ ssr: { disableDomPreservation: true } });
