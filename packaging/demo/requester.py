#!/usr/bin/python3
"""The demonstration's programs that ask: a few different actions, one after the other, each answered in plain words.

    requester.py PROGRAMS FOLDER ISSUER

FOLDER is the one packaging/run.sh prepared. The confirmation codes stand here, as in a requester's own terminal.
"""
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from demo import Demo  # noqa: E402

# client, what it asks in a person's words, action, parameters, reason, API
ASKS = [
    ('shop-cli', 'refund 12.00 EUR for order 4711', 'orders.refund', {'order_id': '4711', 'amount': '12.00', 'currency': 'EUR'}, 'The parcel arrived broken', 'orders-api'),
    ('release-agent', 'deploy checkout 2.14.0 to production', 'deploy.release', {'service': 'checkout', 'version': '2.14.0'}, 'All tests passed; asked for by the nightly agent', 'deploy-api'),
    ('crm', 'delete the account of Jonas Weber', 'accounts.delete', {'customer': 'Jonas Weber', 'account_id': 'acct_8841'}, 'The customer asked for it in writing', None),
    ('release-agent', 'open the production database for 60 minutes, to read', 'production.open', {'access': 'read', 'minutes': 60}, 'Orders are stuck since 14:02', 'deploy-api'),
]
ANSWERS = {3: 'was denied', 4: 'expired before anybody decided', 5: 'was refused by the authority'}


def tell(client, sentence):
    print('[%s] %s' % (client, sentence), flush=True)


def main():
    programs, folder, issuer = sys.argv[1:4]
    demo = Demo(programs, '', folder)
    demo.issuer = issuer
    running = []
    for client, words, action, parameters, reason, api in ASKS:
        tell(client, 'asks: may I %s?' % words)
        # What countersignctl says, the confirmation code among it, goes to this terminal.
        process = subprocess.Popen(demo.ask(client, action, parameters, '--reason', reason), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        running.append((process, client, words, action, parameters, api))
        time.sleep(4)  # so that a newcomer sees them arrive one by one
    while running:
        for each in list(running):
            process, client, words, action, parameters, api = each
            if process.poll() is None:
                continue
            running.remove(each)
            credential = process.stdout.read().strip()
            if process.returncode != 0:
                tell(client, '"%s" %s' % (words, ANSWERS.get(process.returncode, 'did not work')))
            elif not api:
                tell(client, '"%s" was approved; the credential works once, for 60 seconds' % words)
            else:
                first = demo.consume(api, action, parameters, credential)[0]
                second = demo.consume(api, action, parameters, credential)[0]
                tell(client, '"%s" was approved. First use at the API: %s. Second use: %s.'
                     % (words, 'accepted' if first == 0 else 'refused', 'accepted' if second == 0 else 'refused'))
        time.sleep(0.3)
    print('Everything that was asked is answered. Close the window to end the demonstration.', flush=True)


if __name__ == '__main__':
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
