"use strict";(()=>{document.addEventListener("click",n=>{let t=n.target instanceof Element?n.target.closest("a.gs-language"):null;t instanceof HTMLAnchorElement&&(t.hash=location.hash)},!0);})();
