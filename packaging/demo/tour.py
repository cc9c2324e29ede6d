#!/usr/bin/python3
"""The tour: a real program asks, a real window is worked by key presses, the credential is used, and the second use refused.

    tour.py PROGRAMS CATALOG OUT [--display]

PROGRAMS holds countersign, countersign-authority and countersignctl. Pictures of every step land in OUT. Exits with 0
when every step went as expected.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import desktop  # noqa: E402
from demo import Demo  # noqa: E402
from desktop import Failure, wait  # noqa: E402


class Request:
    """A requester at work; what it says is kept as it comes."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.said = ''
        self.reader = threading.Thread(target=self.listen, daemon=True)
        self.reader.start()

    def listen(self):
        for line in self.process.stderr:
            self.said += line

    def code(self):
        def found():
            if self.process.poll() is not None:
                raise Failure('the requester ended early: ' + self.said)
            return re.search(r'\b(\d{3} ?\d{3})\b', self.said)
        return wait(found, "the requester's confirmation code").group(1).replace(' ', '')

    def end(self):
        credential, _ = self.process.communicate(timeout=desktop.PATIENCE)
        self.reader.join(5)
        return self.process.returncode, credential.strip()


class Tour:
    def __init__(self, demo, desk, out):
        self.demo, self.desk, self.out = demo, desk, out
        self.step = 0
        self.window = None

    def say(self, sentence):
        print('  ' + sentence, flush=True)

    def picture(self, name):
        self.step += 1
        self.desk.screenshot(os.path.join(self.out, '%02d-%s.png' % (self.step, name)))

    def expect(self, holds, sentence):
        if not holds:
            raise Failure('not as expected: ' + sentence)
        self.say(sentence)

    def request(self, client, action, parameters, *more):
        return Request(self.demo.ask(client, action, parameters, *more), self.desk.env)

    def open_row(self, words):
        """The list's row, chosen by keys, and its card."""
        self.window.raise_()
        self.desk.press('ctrl+1', 'Escape')  # leaves the card before: new rows wait while one is open
        self.window.find('list item', '.*' + words + '.*')
        self.desk.press('Down')
        card = lambda: any(re.search(words, name) for name in self.window.text()) and self.window.look('push button', 'Deny')
        wait(card, 'the card of the request')

    def first_start(self):
        self.window = desktop.Window(self.desk, self.demo.program('countersign'), ['--data', os.path.join(self.demo.folder, 'data')])
        self.window.find('push button', 'Start on this computer')
        self.window.raise_()
        self.picture('first-start')
        self.window.press_button('Start on this computer')
        self.window.find(None, 'Connection: live')
        self.window.find(None, 'Log: verified')
        self.say('The console started the authority of this computer, signed in with its own key, and verified the log.')
        self.picture('empty-inbox')

    def approve(self):
        refund = {'order_id': '4711', 'amount': '12.00', 'currency': 'EUR'}
        asked = self.request('shop-cli', 'orders.refund', refund, '--reason', 'The parcel arrived broken', '--ticket', 'SUP-2291')
        code = asked.code()
        self.say('The shop asks to refund 12.00 EUR for order 4711; its terminal shows the code %s.' % code)
        self.open_row('Refund 12.00 EUR for order 4711')
        self.picture('request')
        self.expect(not self.window.enabled('push button', 'Approve'), 'Approve is off until the card was read and what is asked for was typed.')
        # The card is longer than the window: approving waits until its end was on screen.
        self.desk.press('F6')
        self.desk.press(*['Next'] * 6)
        self.picture('read-to-the-end')
        if self.window.look('text', 'Comment'):
            self.window.tab_to('text', 'Comment')
            self.desk.type('Checked with the customer')
        if self.window.look('text', "Requester's code"):
            self.window.tab_to('text', "Requester's code")
            self.desk.type(code)
        wait(lambda: self.window.enabled('push button', 'Approve'), 'Approve to arm')
        self.picture('armed')
        self.desk.press('ctrl+Return')
        status, credential = asked.end()
        self.expect(status == 0 and credential.count('.') == 2, 'Ctrl+Enter approved it, and the shop received one credential.')
        self.picture('approved')
        return refund, credential

    def active_access(self):
        self.desk.press('ctrl+2')
        self.window.find('list', 'Active access')
        self.window.find('list item', '.*Refund 12.00 EUR for order 4711.*')
        self.picture('active-access')
        self.say('Active access lists the credential while it lives.')
        self.desk.press('ctrl+1')

    def use_twice(self, refund, credential):
        status, out, err = self.demo.consume('orders-api', 'orders.refund', dict(refund, amount='1200.00'), credential)
        self.expect(status == 3, 'The Orders API refuses it for another amount than was approved.')
        status, out, err = self.demo.consume('orders-api', 'orders.refund', refund, credential)
        self.expect(status == 0, 'The Orders API accepts it once, for exactly this refund.')
        status, out, err = self.demo.consume('orders-api', 'orders.refund', refund, credential)
        self.expect(status == 3 and 'used' in out + err, 'The second use is refused: used.')

    def deny(self):
        asked = self.request('release-agent', 'deploy.release', {'service': 'checkout', 'version': '2.14.0'}, '--reason', 'Nightly release')
        self.open_row('Deploy checkout 2.14.0')
        self.picture('deploy')
        self.desk.press('d')
        status, _ = asked.end()
        self.expect(status == 3, 'One key, D, denied the deployment, and the agent was told so.')
        self.picture('denied')

    def check_log(self):
        fsck = subprocess.run([self.demo.program('countersign-authority'), 'audit', 'fsck', '--data', self.demo.authority], capture_output=True, text=True)
        self.expect(fsck.returncode == 0, 'The whole log was checked from outside: every entry, the tree, every checkpoint.')

    def run(self):
        self.first_start()
        refund, credential = self.approve()
        self.active_access()
        self.use_twice(refund, credential)
        self.deny()
        self.check_log()


def main():
    programs, catalog, out = sys.argv[1:4]
    os.makedirs(out, exist_ok=True)
    for old in glob.glob(os.path.join(out, '[0-9][0-9]-*.png')):
        os.remove(old)
    work = os.path.join(out, 'work')
    shutil.rmtree(work, ignore_errors=True)
    desktop.terminate_on_signals()
    demo = Demo(programs, catalog, os.path.join(work, 'demo'))
    os.makedirs(demo.folder, mode=0o700)
    demo.prepare(desktop.free_port())
    display = os.environ.get('DISPLAY') if '--display' in sys.argv[4:] else None
    print('The tour of Countersign, pictures in %s' % os.path.abspath(out), flush=True)
    with desktop.Desktop(os.path.join(work, 'desktop'), display) as desk:
        desk.unlock_keyring()
        tour = Tour(demo, desk, out)
        try:
            tour.run()
        except (Failure, subprocess.SubprocessError) as failure:
            tour.picture('failure')
            if tour.window:
                print('\n'.join('    ' + name for name in tour.window.text()), file=sys.stderr)
            print('The tour stopped: %s' % failure, file=sys.stderr)
            print('Logs are in %s' % os.path.join(work, 'desktop', 'logs'), file=sys.stderr)
            return 1
    print('Everything was as it should be.')
    return 0


if __name__ == '__main__':
    desktop.enter_session(os.path.abspath(__file__), sys.argv[1:])
    sys.exit(main())
