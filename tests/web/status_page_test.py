"""The status page as people meet it, in a real browser over a real wfd; what each test says stands in its name."""
import argparse
import json
import sys
import unittest

from browser import Browser, find_chromium
from daemon import Daemon

WFD = WFCTL = ""
SCRIPT = "text/javascript"
PAGE_FILES = {"/": "text/html", "/status.css": "text/css", "/status.js": SCRIPT, "/status_parts.js": SCRIPT, "/status_views.js": SCRIPT}
POLICY = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self' data:", "base-uri 'none'",
          "form-action 'none'", "frame-ancestors 'none'"]
HOSTILE_KEY = "<img src=x onerror=alert(1)>"
HOSTILE_REMARK = "<b onclick=alert(3)>bold</b>"
LONG_AMOUNT = "1234567890123456789.25"  # more digits than a number of JavaScript has
HOSTILE_STEP = "Check <img src=x onerror=alert(2)> the papers"

# Texts whose contrast with what is painted behind them is too low (WCAG 2.2, 1.4.3).
LOW_CONTRAST = """(() => {
  const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest(':disabled, noscript')) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color).slice(0, 3)), light(ground(element))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) low.push(`${node.data.trim()}: ${((a + 0.05) / (b + 0.05)).toFixed(2)}`);
  }
  return low;
})()"""

# Controls that a screen reader could not name.
NAMELESS = """[...document.querySelectorAll('a, button, input, select')].filter((e) =>
  e.checkVisibility() && !(e.labels?.length || e.textContent.trim() || e.getAttribute('aria-label'))).map((e) => e.outerHTML)"""


# What has the focus and how that is drawn; it is marked as reached.
FOCUSED = """(() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element, element.matches('.stretched') ? '::after' : null);
  element.dataset.reached = '';
  return [element.tagName, outlineStyle, outlineWidth];
})()"""
NOT_REACHED = """[...document.querySelectorAll('a, button:enabled, input, select')].filter((e) =>
  e.checkVisibility() && !('reached' in e.dataset)).map((e) => e.outerHTML)"""


def quoted(text):
    return json.dumps(text)


class StatusPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon(WFD, WFCTL)
        cls.addClassCleanup(cls.daemon.close)
        cls.one_browser = Browser(find_chromium())
        cls.addClassCleanup(cls.one_browser.close)

    def browser(self, address="/"):
        browser = self.one_browser
        browser.new_page()
        browser.show_as(1280, 900)
        browser.open(self.daemon.url + address)
        browser.wait_until("document.activeElement?.id === 'token'")
        return browser

    def signed_in(self, address="/", until="document.getElementById('pulse').dataset.state === 'live'"):
        browser = self.browser(address)
        browser.type(self.daemon.token)
        browser.press("Enter")
        browser.wait_until(until)
        return browser

    def check_clean(self, browser):
        """Nothing was complained about, nothing came from elsewhere, nothing was forbidden."""
        self.assertEqual(browser.complaints, [])
        self.assertEqual(browser.run("window.violations"), [])
        self.assertEqual([url for url in browser.requests if not url.startswith((self.daemon.url + "/", "data:", "about:"))], [])

    def check_readable(self, browser):
        for width in (1280, 360):
            for scheme in ("light", "dark"):
                browser.show_as(width, 800, scheme)
                self.assertEqual(browser.run(LOW_CONTRAST), [], f"{scheme} at {width}")
                self.assertEqual(browser.run(NAMELESS), [])
                self.assertLessEqual(browser.run("document.documentElement.scrollWidth"), width, "the page must not be wider than the screen")
        browser.show_as(1280, 900)

    def test_1_files_are_for_anyone_and_forbid_everything_foreign(self):
        for path, content_type in PAGE_FILES.items():
            status, headers, body = self.daemon.get(path)
            self.assertEqual((status, headers["Content-Type"]), (200, content_type + "; charset=utf-8"))
            self.assertEqual(headers["Cache-Control"], "no-cache")
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            policy = headers["Content-Security-Policy"]
            for part in POLICY:
                self.assertIn(part, policy)
            self.assertNotIn("unsafe", policy)
            self.assertNotIn(b"innerHTML", body)
            again, headers_again, nothing = self.daemon.get(path, If_None_Match=headers["ETag"])
            self.assertEqual((again, nothing, headers_again["ETag"]), (304, b"", headers["ETag"]))
            self.assertEqual(self.daemon.get(path, If_None_Match='"other"')[0], 200)
            head, headers_head, nothing = self.daemon.get(path, method="HEAD")
            self.assertEqual((head, nothing, headers_head["Content-Length"]), (200, b"", str(len(body))))
        self.assertEqual(self.daemon.get("/?x=1")[0], 400)

    def test_2_a_wrong_token_is_refused_kindly_and_not_kept(self):
        browser = self.browser()
        browser.type("wf_wrong")
        browser.press("Enter")
        browser.wait_until("document.getElementById('why')?.textContent.length > 10")
        self.assertIsNone(browser.run("sessionStorage.getItem('workflow-status-token')"))
        self.assertTrue(all("401" in complaint for complaint in browser.complaints), browser.complaints)  # the browser's own note of the answer
        self.assertEqual(browser.run("window.violations"), [])
        self.check_readable(browser)

    def test_3_an_empty_server_says_what_to_do_next(self):
        browser = self.signed_in()
        self.assertIn("wfctl deploy", browser.text())
        self.assertIn("wfctl start", browser.text())
        self.assertIn("Nothing is stuck.", browser.text())
        self.check_clean(browser)

    def test_4_a_case_and_its_steps_are_shown_by_themselves_and_hostile_texts_stay_texts(self):
        browser = self.signed_in()
        self.daemon.wfctl("deploy", "tests/web/permit.yaml")
        data = '{"remark": %s, "amount": %s}' % (quoted(HOSTILE_REMARK), LONG_AMOUNT)
        key = json.loads(self.daemon.wfctl("start", "permit", "--key", HOSTILE_KEY, "--data", data, "--json"))["key"]
        browser.wait_until(f"document.querySelector('[data-case={quoted(key)}]') && document.querySelector('[data-workflow=permit]')")  # it refreshes itself
        self.assertIn(HOSTILE_KEY, browser.text())
        self.assertIn("for the group office", browser.text())
        self.check_readable(browser)
        browser.run(f"document.querySelector('[data-case={quoted(key)}] a').focus()")
        browser.press("Enter")
        browser.wait_until("document.activeElement?.id === 'case-title'")
        self.assertEqual(browser.run("document.activeElement.textContent"), HOSTILE_KEY)
        check = "document.querySelector('[data-step=check]')"
        self.assertEqual(browser.run(f"[{check}.dataset.state, {check}.parentElement.closest('[data-step]').dataset.step]"), ["waiting", "desk"])
        self.assertIn(HOSTILE_STEP, browser.run(check + ".innerText"))
        self.assertEqual(browser.run("document.querySelector('[data-step=decide]').dataset.state"), "not reached")
        for text in ("anna started the case.", HOSTILE_REMARK, LONG_AMOUNT, f"wfctl task show {key}."):
            self.assertIn(text, browser.text())
        self.assertEqual(browser.run("document.querySelectorAll('main img, main script, main b').length"), 0)
        self.check_readable(browser)
        self.check_clean(browser)

    def test_5_what_is_stuck_is_shown_with_advice_until_it_is_repaired(self):
        self.daemon.wfctl("deploy", "examples/retry")
        key = json.loads(self.daemon.wfctl("start", "file-it", "--key", "L-7", "--json"))["key"]
        job = self.daemon.post("jobs/fetch", {"types": ["archive"], "worker": "w"})["items"][0]["key"]
        self.daemon.post(f"jobs/{job}/failure", {"worker": "w", "code": "ARCHIVE-FULL", "message": "The archive has no room.", "retry": False})
        browser = self.signed_in("/#/?state=stuck")
        browser.wait_until("document.querySelectorAll('[data-case]').length === 1")
        self.assertIn("ARCHIVE-FULL", browser.text())
        self.assertIn("The archive has no room.", browser.text())
        self.assertTrue(browser.run("document.querySelector('.advice').textContent.length > 20"))
        self.assertEqual(browser.run("document.title"), "(1) Workflow status")
        self.check_readable(browser)
        browser.open(self.daemon.url + f"/#/case/{key}")
        browser.wait_until("document.querySelector('[data-step=file]')?.dataset.state === 'failed'")
        self.assertIn(f"wfctl retry {key}", browser.text())
        self.daemon.wfctl("retry", key)
        browser.wait_until("document.getElementById('case-incidents').hidden")
        self.check_clean(browser)

    def test_6_filters_and_pages_are_part_of_the_address(self):
        for number in range(22):
            self.daemon.post("instances", {"workflow": "file-it", "businessKey": f"P-{number}"})
        browser = self.signed_in()
        browser.run("(() => { const s = document.getElementById('filter-workflow'); s.value = 'file-it'; s.dispatchEvent(new Event('change')); })()")
        browser.wait_until("document.querySelectorAll('[data-case]').length === 20 && document.getElementById('cases-title').textContent.includes('file-it')")
        self.assertEqual(browser.run("location.hash"), "#/?workflow=file-it")
        first = browser.run("document.querySelector('[data-case]').dataset.case")
        older = "[...document.querySelectorAll('#cases .pages button')].find((b) => b.textContent === '%s')"
        browser.run((older % "Older") + ".click()")
        browser.wait_until("document.querySelectorAll('[data-case]').length === 3")
        browser.run((older % "Newer") + ".click()")
        browser.wait_until(f"document.querySelector('[data-case]').dataset.case === {quoted(first)}")
        browser.run("(() => { const s = document.getElementById('filter-key'); s.value = 'P-3'; s.dispatchEvent(new Event('change')); })()")
        browser.wait_until("document.querySelectorAll('[data-case]').length === 1")
        browser.run("history.back()")
        browser.wait_until("document.querySelectorAll('[data-case]').length === 20 && document.getElementById('filter-key').value === ''")
        self.check_clean(browser)

    def test_6_versions_unfold_and_a_long_history_is_read_back_to_its_beginning(self):
        with open("examples/retry/workflow.yaml", encoding="utf-8") as file, open(self.daemon.folder + "/second.yaml", "w", encoding="utf-8") as second:
            second.write(file.read().replace("name: File a letter", "name: File a letter again"))
        self.daemon.wfctl("deploy", "-m", "a better name", self.daemon.folder + "/second.yaml")
        browser = self.signed_in()
        browser.run("document.querySelector('[data-workflow=file-it] button').click()")
        browser.wait_until("document.querySelectorAll('[data-workflow=file-it] .versions li').length === 2")
        self.assertIn("a better name", browser.run("document.querySelector('[data-workflow=file-it] .versions').innerText"))
        key = self.daemon.post("instances", {"workflow": "file-it"})["key"]
        for number in range(400):
            self.daemon.post(f"instances/{key}/variables", {"values": {"number": str(number)}}, method="PUT")
        browser.run(f"location.hash = '#/case/{key}'")
        told = "[...document.querySelectorAll('.history li')].map((e) => Number(e.dataset.seq))"
        browser.wait_until(f"{told}.length > 250")
        browser.run("document.querySelector('.history + button').click()")
        browser.wait_until("document.querySelector('.history').innerText.includes('anna started the case.')")
        self.assertFalse(browser.run("Boolean(document.querySelector('.history + button'))"))
        seen = browser.run(told)
        self.assertEqual(seen, sorted(set(seen), reverse=True))  # newest first, nothing twice
        self.assertGreaterEqual(len(seen), 400)
        self.check_clean(browser)

    def test_7_every_control_is_reached_by_the_keyboard_and_its_focus_is_seen(self):
        browser = self.signed_in()
        reached, seen = set(), 0
        self.assertEqual(browser.run("document.activeElement.tagName"), "H1")  # after signing in one goes on at the top of the content
        browser.call("Page.reload")
        browser.wait_until("document.querySelector('[data-case]') && document.activeElement === document.body")
        for _ in range(200):
            browser.press("Tab")
            focused = browser.run(FOCUSED)
            if focused[0] == "BODY":
                break
            self.assertEqual(focused[1:], ["solid", "3px"], focused[0])
            seen += 1
        self.assertGreater(seen, 25)
        self.assertEqual(browser.run(NOT_REACHED), [])

    def test_8_a_person_without_rights_sees_their_own_and_no_complaint(self):
        self.daemon.wfctl("user", "add", "otto", "--name", "Otto", "--role", "user", "--group", "office")
        made = json.loads(self.daemon.wfctl("token", "create", "--for", "otto", "--name", "page", "--json"))
        browser = self.browser()
        browser.type(made["token"])
        browser.press("Enter")
        browser.wait_until("document.querySelector('[data-task]')")
        self.assertIn("Your open tasks", browser.text())
        self.assertFalse(browser.run("document.getElementById('incidents').checkVisibility()"))
        self.check_clean(browser)
        self.daemon.wfctl("token", "revoke", str(made["id"]), "--yes")
        browser.wait_until("document.getElementById('why')")  # the page notices by itself and asks for another token
        self.assertNotIn("Otto", browser.text())

    def test_9_an_unknown_case_and_a_server_that_is_gone_are_told_kindly(self):
        browser = self.signed_in("/#/case/999999", until="document.getElementById('missing')")
        self.assertIn("There is no case '999999'.", browser.text())
        browser.run("location.hash = '#/'")
        browser.wait_until("document.querySelector('[data-case]')")
        self.daemon.stop()
        browser.wait_until("!document.getElementById('notice').hidden")
        self.assertIn("The server does not answer. Trying again by itself.", browser.text())
        self.assertGreater(browser.run("document.querySelectorAll('[data-case]').length"), 0)  # what was known stays
        self.check_readable(browser)
        self.assertEqual(browser.run("window.violations"), [])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--wfd", required=True)
    parser.add_argument("--wfctl", required=True)
    given, rest = parser.parse_known_args()
    WFD, WFCTL = given.wfd, given.wfctl
    if not find_chromium():
        print("chromium is not installed: skipped")
        sys.exit(0)
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
