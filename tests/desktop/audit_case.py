"""A reviewer before the log, by keys and by what a screen reader is told: desktop_test.py runs it."""
import glob
import json
import os
import re
import subprocess
import urllib.request

import desktop
from desktop import wait

class Review:
    def __init__(self, case, window):
        self.case, self.window, self.desk = case, window, case.desk

    def row(self, name):
        """A row by what it is called, once it is there."""
        return self.window.find('table cell', name)

    def chosen(self, name):
        """The chosen row has this name."""
        def is_chosen():
            node = self.window.look('table cell', name)
            return node and node.getState().contains(self.window.atspi.STATE_SELECTED)
        wait(is_chosen, 'the chosen row to be "%s"' % name)

    def save_as(self, name):
        """In the question where to save; the path of the file once it is there."""
        path = os.path.join(self.desk.folder, name)
        self.window.find('text', 'File name:')
        self.desk.press('ctrl+a')
        self.desk.type(path)
        self.desk.press('Return')
        wait(lambda: os.path.exists(path) and os.path.getsize(path), path)
        return path

    def verify(self, path):
        """As anybody would, elsewhere: with the key the authority publishes. Returns what was verified."""
        with urllib.request.urlopen(self.case.demo.issuer + '/.well-known/oauth-authorization-server', timeout=20) as answer:
            key = json.load(answer)['countersign']['audit_key']
        done = subprocess.run([self.case.demo.program('countersignctl'), 'audit', 'verify', '--file', path, '--key', key, '--json'], env=self.desk.env,
                              capture_output=True, text=True, timeout=desktop.PATIENCE)
        self.case.expect(done.returncode == 0, '%s does not verify: %s%s' % (path, done.stdout, done.stderr))
        return json.loads(done.stdout)


def audit_session(case):
    """Search, filter, proof, jump, thread, saved filter, report and export: each by keys alone, heard by name, and verified elsewhere."""
    case.desk.unlock_keyring()
    window = case.live()
    review, desk = Review(case, window), case.desk
    request = case.ask('--reason', 'Broken on arrival', '--ticket', 'SUP-2291')
    window.find('list item', '.*Refund 12.00 EUR.*')
    window.raise_()
    desk.press('Down')
    window.find('push button', 'Deny')
    desk.press('d')
    wait(lambda: request.poll() is not None, 'the requester to be told')
    # The decision was kept until the log had proved it, in a file that would have outlived the program.
    wait(lambda: [path for path in glob.glob(os.path.join(case.data, 'log', '*-decisions.json')) if '"waiting":[]' in open(path).read()], 'the proof of the decision')

    desk.press('ctrl+5')
    window.find('table', 'Audit entries')
    review.row('local denied the request[.].*')
    for column in ('When', 'What happened'):
        window.find('table column header', column)

    # As it is typed, over what was asked.
    desk.press('slash')
    wait(lambda: window.focused() and window.focused().name == 'Search', 'the search to take the keyboard')
    desk.type('"sup-2291')
    window.find('label', '1 entry')
    review.row('.*asked for an approval[.].*Refund 12[.]00 EUR.*')
    desk.press('ctrl+a', 'BackSpace')

    # A filter, as a chip, kept under a name.
    window.press_button('Add filter')
    window.tab_to('combo box', 'What to filter by: Who')
    desk.press('e')
    window.tab_to('combo box', 'Value: .*')
    desk.type('req')
    window.press_button('Add this filter')
    window.find('push button', 'Filter Event: Request decided, remove')
    window.find('label', '1 entry')
    window.press_button('Save filter…')
    window.find('text', 'Name of the filter')
    desk.type('Decisions')
    desk.press('Return')
    window.find('combo box', 'Saved filters: Decisions')

    # The entry and its proof, which holds on any machine.
    window.tab_to('table', 'Audit entries')
    desk.press('Home', 'Return')
    window.find('label', 'Verified against checkpoint [0-9]+')
    window.find('label', 'local denied the request[.]')
    window.press_button('Save the proof…')
    proved = review.verify(review.save_as('proof.jsonl'))
    case.expect(proved['entries'] == 1, 'the proof is of %s' % proved)

    # The evidence of the whole request, as a page that any browser shows.
    window.press_button('Save evidence bundle…')
    page = review.save_as('evidence.html')
    window.find('label', 'The evidence bundle is saved and verified')
    case.expect(review.verify(page)['entries'] == 2, 'asked and denied are not in the evidence')
    desk.press('Escape')
    window.gone('label', 'The evidence bundle is saved and verified')

    # From the decision to the request it belongs to; the filter does not stand in the way.
    window.press_button('Open the entry: .*asked for an approval[.]')
    window.find('label', 'Program shop-cli asked for an approval[.]')
    window.find('label', 'Verified against checkpoint [0-9]+')
    wait(lambda: window.focused() and re.fullmatch('.*asked for an approval.* This entry[.]', window.focused().name), 'the focus to stay among the steps')
    desk.press('Escape')
    window.gone('label', 'Verified against checkpoint [0-9]+')

    # Without the filter, and to a year ago: the oldest entry.
    window.tab_to('push button', 'Filter Event: Request decided, remove')
    desk.press('Delete')
    window.gone('push button', 'Filter Event: Request decided, remove')
    window.find('label', '[0-9]+ entries, the newest first')
    desk.press('ctrl+g')
    wait(lambda: window.focused() and window.focused().name == 'Moment', 'the moment to take the keyboard')
    desk.press('Down', 'Return')
    review.chosen('.* Entry 0[.].*')
    stands = window.focused()
    case.expect(stands and stands.parent.name == 'Audit entries', 'after the jump the keyboard is at %s' % desktop.describe(stands))

    # A report over a time of one's own.
    window.tab_to('radio button', 'Entries')
    desk.press('Right')
    window.tab_to('combo box', 'Report: .*')
    desk.type('approvals')
    window.find('combo box', 'Report: Approvals by approver')
    window.tab_to('combo box', 'Time: .*')
    desk.type('from')
    window.tab_to(None, 'From')
    desk.press('Down')
    window.press_button('Show the report of this time')
    window.find('table', 'Report as a table')
    window.find('table cell', 'local')
    window.find('chart', '.*local: .*')
    window.press_button('Save as CSV…')
    with open(review.save_as('report.csv')) as file:
        case.expect('local' in file.read(), 'the report is empty')
    window.find('label', 'The report is saved')

    # Everything, as a file that anybody can verify.
    window.press_button('Export…')
    window.tab_to('radio button', 'JSON lines with proofs')
    desk.press('space')
    window.press_button('Save as…')
    exported = review.save_as('log.jsonl')
    window.find('label', 'Saved and verified')
    whole = review.verify(exported)
    case.expect(whole['entries'] == whole['size'] > 10, 'the export is of %s' % whole)
    with open(exported) as file:
        case.expect('SUP-2291' in file.read(), 'what was asked is not in the export')
