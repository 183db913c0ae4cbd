import pytest, time
@pytest.mark.parametrize("n", range(50))
def test_types(chromium_page, n, tmp_path):
    page = chromium_page
    (tmp_path/"a.html").write_text("<p><textarea></textarea><script>onload=()=>{let t=document.querySelector('textarea');t.value=localStorage.x||'';window.was=localStorage.x;t.oninput=()=>{localStorage.x=t.value}}</script>")
    page.goto((tmp_path/"a.html").as_uri())
    page.locator("textarea").fill("hello")
    before = page.evaluate("localStorage.x")
    page.reload()
    after = page.evaluate("[window.was, localStorage.x]")
    if after != ["hello","hello"]:
        time.sleep(1)
        raise AssertionError((n, before, after, page.evaluate("localStorage.x")))
