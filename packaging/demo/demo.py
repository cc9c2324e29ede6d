"""What the demonstration is made of: an authority with a catalogue, three programs that ask, and two APIs that act."""
import json
import os
import subprocess

# id, name, owner, action types
REQUESTERS = [
    ('shop-cli', 'Shop command line', 'support@northwind.example', 'orders.refund'),
    ('crm', 'Customer database', 'privacy@northwind.example', 'accounts.delete'),
    ('release-agent', 'Release agent (AI)', 'platform@northwind.example', 'deploy.release production.open'),
]
SCOPES = 'orders:refund:create accounts:delete production:open deploy:release'
APIS = [
    ('orders-api', 'Orders API', 'payments@northwind.example', 'https://orders.northwind.example'),
    ('deploy-api', 'Deploy API', 'platform@northwind.example', 'https://deploy.northwind.example'),
]


class Demo:
    def __init__(self, programs, catalog, folder):
        self.programs = programs
        self.catalog = catalog
        self.folder = os.path.abspath(folder)
        self.authority = os.path.join(self.folder, 'data', 'authority')
        self.issuer = None

    def program(self, name):
        return os.path.join(self.programs, name)

    def run(self, *command, **more):
        return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout

    def prepare(self, port):
        """Makes the authority and its clients. The console starts it afterwards, as its own child."""
        self.issuer = 'http://127.0.0.1:%d' % port
        os.makedirs(os.path.join(self.folder, 'data'), mode=0o700)
        os.makedirs(os.path.join(self.folder, 'secrets'), mode=0o700)
        daemon = self.program('countersign-authority')
        self.run(daemon, 'init', '--data', self.authority, '--issuer', self.issuer, '--catalog', self.catalog)
        for client, name, owner, actions in REQUESTERS:
            self.keep(client, self.run(daemon, 'client', 'add', '--data', self.authority, '--id', client, '--name', name, '--owner', owner,
                                       '--grants', 'client_credentials ciba', '--access-scopes', SCOPES, '--actions', actions))
        for client, name, owner, resource in APIS:
            self.keep(client, self.run(daemon, 'client', 'add', '--data', self.authority, '--id', client, '--name', name, '--owner', owner,
                                       '--resource-server', resource))
        self.settle(port)

    def settle(self, port):
        """Served once at this port, the authority takes it again when the console starts it: then its address is known."""
        serving = subprocess.Popen([self.program('countersign-authority'), 'serve', '--data', self.authority, '--listen', '127.0.0.1:%d' % port,
                                    '--issuer-from-listen'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = serving.stdout.readline()
        serving.terminate()
        serving.wait(30)
        self.issuer = json.loads(line)['issuer']

    def keep(self, client, answer):
        path = self.secret(client)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w') as file:
            file.write(json.loads(answer)['client_secret'])

    def secret(self, client):
        return os.path.join(self.folder, 'secrets', client)

    def ask(self, client, action, parameters, *more):
        """A running `countersignctl request`: says the code on stderr, and the credential on stdout once approved."""
        command = [self.program('countersignctl'), 'request', action, '--issuer', self.issuer, '--client', client, '--secret-file', self.secret(client)]
        for name, value in parameters.items():
            command += ['--param', '%s:=%d' % (name, value) if isinstance(value, int) else '%s=%s' % (name, value)]
        return command + list(more)

    def consume(self, api, action, parameters, credential):
        """What the API does before it acts. Returns exit code, stdout and stderr."""
        command = [self.program('countersignctl'), 'consume', '--issuer', self.issuer, '--client', api, '--secret-file', self.secret(api),
                   '--type', action, '--token-file', '-', '--json']
        for name, value in parameters.items():
            command += ['--param', '%s:=%d' % (name, value) if isinstance(value, int) else '%s=%s' % (name, value)]
        done = subprocess.run(command, input=credential, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout, done.stderr
