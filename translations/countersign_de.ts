<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>MainWindow</name>
    <message>
        <source>Active access</source>
        <translation>Aktive Zugriffe</translation>
    </message>
</context>
<context>
    <name>countersign::backends::LoopbackListener</name>
    <message>
        <source>This address is too long.</source>
        <translation>Diese Adresse ist zu lang.</translation>
    </message>
    <message>
        <source>This is not a request a browser makes.</source>
        <translation>Eine solche Anfrage stellt kein Browser.</translation>
    </message>
    <message>
        <source>There is nothing here.</source>
        <translation>Hier gibt es nichts.</translation>
    </message>
    <message>
        <source>This address is only for the browser&apos;s way back from signing in.</source>
        <translation>Diese Adresse dient allein dem Rückweg des Browsers nach der Anmeldung.</translation>
    </message>
    <message>
        <source>This answer does not belong to the sign-in that Countersign is waiting for. Nothing was changed.</source>
        <translation>Diese Antwort gehört nicht zu der Anmeldung, auf die Countersign wartet. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>You are signed in. You can close this page and go back to Countersign.</source>
        <translation>Sie sind angemeldet. Sie können diese Seite schließen und zu Countersign zurückkehren.</translation>
    </message>
    <message>
        <source>The sign-in was not completed. You can close this page; Countersign says why.</source>
        <translation>Die Anmeldung wurde nicht abgeschlossen. Sie können diese Seite schließen; Countersign nennt den Grund.</translation>
    </message>
</context>
<context>
    <name>countersign::console::Console</name>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
</context>
<context>
    <name>countersign::console::Notifier</name>
    <message numerus="yes">
        <source>%n new requests wait for a decision.</source>
        <translation>
            <numerusform>%n neue Anfrage wartet auf eine Entscheidung.</numerusform>
            <numerusform>%n neue Anfragen warten auf eine Entscheidung.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 asks for an approval.</source>
        <comment>the name of the program that asks</comment>
        <translation>%1 bittet um eine Freigabe.</translation>
    </message>
    <message>
        <source>Approval wanted</source>
        <translation>Freigabe erbeten</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>countersign::grants::GrantCard</name>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>No longer needed</source>
        <translation>Wird nicht mehr gebraucht</translation>
    </message>
    <message>
        <source>Asked for or approved by mistake</source>
        <translation>Versehentlich angefragt oder genehmigt</translation>
    </message>
    <message>
        <source>Looks suspicious</source>
        <translation>Wirkt verdächtig</translation>
    </message>
    <message>
        <source>Key or computer lost</source>
        <translation>Schlüssel oder Computer verloren</translation>
    </message>
    <message>
        <source>The person or program left</source>
        <translation>Person oder Programm nicht mehr dabei</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>On behalf of</source>
        <translation>Im Auftrag von</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>Genehmigt von</translation>
    </message>
    <message>
        <source>Nobody: no approval was needed</source>
        <translation>Niemandem: Es war keine Freigabe nötig</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Works at</source>
        <translation>Gilt bei</translation>
    </message>
    <message>
        <source>Uses</source>
        <translation>Nutzungen</translation>
    </message>
    <message>
        <source>Last use</source>
        <translation>Letzte Nutzung</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Erteilt</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>Worst-case exposure</source>
        <translation>Schlimmster Fall</translation>
    </message>
    <message>
        <source>%1 left of %2</source>
        <comment>durations</comment>
        <translation>Noch %1 von %2</translation>
    </message>
    <message>
        <source>Revoke again</source>
        <translation>Erneut widerrufen</translation>
    </message>
    <message>
        <source>Your sign-in at this authority may look at access, but not revoke it.</source>
        <translation>Mit Ihrer Anmeldung bei dieser Freigabestelle dürfen Sie Zugriffe ansehen, aber nicht widerrufen.</translation>
    </message>
    <message>
        <source>Revoking…</source>
        <translation>Wird widerrufen …</translation>
    </message>
    <message>
        <source>The authority was asked. Until it answers, this access still works.</source>
        <translation>Die Freigabestelle wurde beauftragt. Bis sie antwortet, gilt dieser Zugriff weiter.</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>The authority confirmed it: this access can no longer be used.</source>
        <translation>Die Freigabestelle hat es bestätigt: Dieser Zugriff kann nicht mehr genutzt werden.</translation>
    </message>
    <message>
        <source>Not revoked</source>
        <translation>Nicht widerrufen</translation>
    </message>
    <message>
        <source>The authority did not do it, and this access still works. Try again, or tell whoever runs the authority.</source>
        <translation>Die Freigabestelle hat es nicht getan, und dieser Zugriff gilt weiter. Versuchen Sie es erneut oder informieren Sie den Betreiber der Freigabestelle.</translation>
    </message>
    <message>
        <source>It is not known whether this was revoked</source>
        <translation>Ob dies widerrufen wurde, ist nicht bekannt</translation>
    </message>
    <message>
        <source>No answer came. The list is being read again; until then, take it as still working.</source>
        <translation>Es kam keine Antwort. Die Liste wird neu gelesen; gehen Sie bis dahin davon aus, dass der Zugriff weiter gilt.</translation>
    </message>
</context>
<context>
    <name>countersign::grants::GrantDelegate</name>
    <message>
        <source>Revoking…</source>
        <translation>Wird widerrufen …</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Not revoked</source>
        <translation>Nicht widerrufen</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>%1 · for %2</source>
        <extracomment>%1 is the program that holds the access, %2 the person it acts for.</extracomment>
        <translation>%1 · für %2</translation>
    </message>
</context>
<context>
    <name>countersign::grants::GrantsPage</name>
    <message>
        <source>Active access</source>
        <translation>Aktive Zugriffe</translation>
    </message>
    <message>
        <source>Read the list again</source>
        <translation>Liste neu lesen</translation>
    </message>
    <message>
        <source>Filter by action, program, person or scope</source>
        <translation>Vorgang, Programm, Person, Berechtigung</translation>
    </message>
    <message>
        <source>Kind of access</source>
        <translation>Art des Zugriffs</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Zugangsnachweise</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Zeitfenster</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Reading what is active…</source>
        <translation>Aktive Zugriffe werden gelesen …</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>Choose an entry to see who approved it, how it was used and how it ends.</source>
        <translation>Wählen Sie einen Eintrag, um zu sehen, wer ihn genehmigt hat, wie er genutzt wurde und wie er endet.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>The connection is %1</source>
        <extracomment>%1: &quot;offline since 14:02&quot;.</extracomment>
        <translation>Verbindung: %1</translation>
    </message>
    <message>
        <source>What stands here may have been used or have ended meanwhile. A revocation counts only once the authority confirms it.</source>
        <translation>Was hier steht, kann inzwischen genutzt worden oder beendet sein. Ein Widerruf gilt erst, wenn die Freigabestelle ihn bestätigt.</translation>
    </message>
    <message>
        <source>The list could not be read again</source>
        <translation>Die Liste konnte nicht neu gelesen werden</translation>
    </message>
    <message>
        <source>What stands here is from before. Revoking still works if the authority answers.</source>
        <translation>Was hier steht, ist ein älterer Stand. Widerrufen geht weiterhin, sofern die Freigabestelle antwortet.</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>There is active access, but none of this kind with these words.</source>
        <translation>Es gibt aktive Zugriffe, aber keine dieser Art mit diesen Wörtern.</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles anzeigen</translation>
    </message>
    <message>
        <source>You may not see this</source>
        <translation>Sie dürfen dies nicht sehen</translation>
    </message>
    <message>
        <source>Your sign-in does not allow you to list active access. An administrator of the authority can.</source>
        <translation>Mit Ihrer Anmeldung dürfen Sie aktive Zugriffe nicht auflisten. Die Administration der Freigabestelle darf es.</translation>
    </message>
    <message>
        <source>The list could not be read</source>
        <translation>Die Liste konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>The authority did not answer as expected. There may be active access that is not shown.</source>
        <translation>Die Freigabestelle hat nicht wie erwartet geantwortet. Es kann aktive Zugriffe geben, die hier fehlen.</translation>
    </message>
    <message>
        <source>Nothing is active</source>
        <translation>Nichts ist aktiv</translation>
    </message>
    <message>
        <source>No credential, window or session is alive at the moment. What you approve appears here until it ends.</source>
        <translation>Zurzeit ist kein Zugangsnachweis, kein Zeitfenster und keine Sitzung gültig. Was Sie genehmigen, erscheint hier, bis es endet.</translation>
    </message>
</context>
<context>
    <name>countersign::inbox::ApprovalCard</name>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>No request is open</source>
        <translation>Keine Anfrage geöffnet</translation>
    </message>
    <message>
        <source>Choose one in the list to see everything about it. Nothing is decided before you do.</source>
        <translation>Wählen Sie eine in der Liste, um alles darüber zu sehen. Nichts wird entschieden, bevor Sie es tun.</translation>
    </message>
    <message>
        <source>Reading the request…</source>
        <translation>Anfrage wird gelesen …</translation>
    </message>
    <message>
        <source>This request could not be read</source>
        <translation>Diese Anfrage konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>It may have ended meanwhile, or the authority cannot be reached.</source>
        <translation>Sie ist vielleicht inzwischen beendet, oder die Freigabestelle ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message numerus="yes">
        <source>%n requests of this client are waiting.</source>
        <translation>
            <numerusform>%n Anfrage dieser Anwendung wartet.</numerusform>
            <numerusform>%n Anfragen dieser Anwendung warten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deny all from this client</source>
        <translation>Alle dieser Anwendung ablehnen</translation>
    </message>
</context>
<context>
    <name>countersign::inbox::ApproveButton</name>
    <message>
        <source>Approve</source>
        <translation>Genehmigen</translation>
    </message>
</context>
<context>
    <name>countersign::inbox::Card</name>
    <message>
        <source>The requester took it back.</source>
        <translation>Die anfragende Seite hat sie zurückgezogen.</translation>
    </message>
    <message>
        <source>It was revoked.</source>
        <translation>Sie wurde widerrufen.</translation>
    </message>
    <message>
        <source>Nothing is left to decide here.</source>
        <translation>Hier ist nichts mehr zu entscheiden.</translation>
    </message>
    <message>
        <source>The authority did not take this decision</source>
        <translation>Die Freigabestelle hat diese Entscheidung nicht angenommen</translation>
    </message>
    <message>
        <source>Somebody else was first, or the time ran out. The card shows how it stands now.</source>
        <translation>Jemand anderes war schneller, oder die Zeit ist abgelaufen. Die Karte zeigt den jetzigen Stand.</translation>
    </message>
    <message>
        <source>The request changed while you decided. Read it again before you decide.</source>
        <translation>Die Anfrage hat sich geändert, während Sie entschieden haben. Lesen Sie sie noch einmal, bevor Sie entscheiden.</translation>
    </message>
    <message>
        <source>The code is not the requester&apos;s</source>
        <translation>Der Anfragecode stimmt nicht</translation>
    </message>
    <message numerus="yes">
        <source>Ask the requester to read it out again. After %n more wrong codes the request is denied.</source>
        <translation>
            <numerusform>Lassen Sie sich den Code von der anfragenden Seite noch einmal vorlesen. Nach %n weiteren falschen Code wird die Anfrage abgelehnt.</numerusform>
            <numerusform>Lassen Sie sich den Code von der anfragenden Seite noch einmal vorlesen. Nach %n weiteren falschen Codes wird die Anfrage abgelehnt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask the requester to read it out again.</source>
        <translation>Lassen Sie sich den Code von der anfragenden Seite noch einmal vorlesen.</translation>
    </message>
    <message>
        <source>The requester&apos;s code is needed.</source>
        <translation>Der Anfragecode ist erforderlich.</translation>
    </message>
    <message>
        <source>A comment is needed.</source>
        <translation>Ein Kommentar ist erforderlich.</translation>
    </message>
    <message>
        <source>You are not, or no longer, an approver for this.</source>
        <translation>Sie sind hierfür nicht oder nicht mehr freigabeberechtigt.</translation>
    </message>
    <message>
        <source>Nobody approves their own request. Another approver has to decide.</source>
        <translation>Niemand genehmigt die eigene Anfrage. Eine andere freigabeberechtigte Person muss entscheiden.</translation>
    </message>
    <message>
        <source>A fresh sign-in is needed</source>
        <translation>Eine neue Anmeldung ist erforderlich</translation>
    </message>
    <message>
        <source>This risk asks for a sign-in of just now. Sign in again, then decide.</source>
        <translation>Bei diesem Risiko muss die Anmeldung ganz frisch sein. Melden Sie sich neu an und entscheiden Sie dann.</translation>
    </message>
    <message>
        <source>It did not accept the signature of this device. Sign in again, and tell your administrator if it stays so.</source>
        <translation>Sie hat die Signatur dieses Geräts nicht anerkannt. Melden Sie sich neu an, und informieren Sie Ihre Administration, falls es dabei bleibt.</translation>
    </message>
    <message>
        <source>It gave no reason.</source>
        <translation>Sie hat keinen Grund genannt.</translation>
    </message>
    <message>
        <source>It says: %1</source>
        <translation>Sie meldet: %1</translation>
    </message>
    <message>
        <source>Your decision stands in the log; its place there was checked.</source>
        <translation>Ihre Entscheidung steht im Protokoll; ihr Platz darin wurde geprüft.</translation>
    </message>
    <message>
        <source>Your decision was confirmed by the authority.</source>
        <translation>Die Freigabestelle hat Ihre Entscheidung bestätigt.</translation>
    </message>
    <message>
        <source>Your approval counts; another approver has to follow</source>
        <translation>Ihre Genehmigung zählt; eine weitere Person muss folgen</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Genehmigt</translation>
    </message>
    <message>
        <source>The time for this has run out</source>
        <translation>Die Zeit hierfür ist abgelaufen</translation>
    </message>
    <message>
        <source>Nothing was approved. The requester has to ask again.</source>
        <translation>Es wurde nichts genehmigt. Die anfragende Seite muss erneut anfragen.</translation>
    </message>
    <message>
        <source>This is no longer pending</source>
        <translation>Dies ist nicht mehr offen</translation>
    </message>
    <message>
        <source>Changed meanwhile</source>
        <translation>Inzwischen geändert</translation>
    </message>
    <message>
        <source>The newest state is being read. Read the card again before you decide.</source>
        <translation>Der neueste Stand wird gelesen. Lesen Sie die Karte noch einmal, bevor Sie entscheiden.</translation>
    </message>
    <message>
        <source>You are signed out</source>
        <translation>Sie sind abgemeldet</translation>
    </message>
    <message>
        <source>What you see may be old. Sign in to decide.</source>
        <translation>Was Sie sehen, kann veraltet sein. Melden Sie sich an, um zu entscheiden.</translation>
    </message>
    <message>
        <source>The log is being checked</source>
        <translation>Das Protokoll wird geprüft</translation>
    </message>
    <message>
        <source>Approving waits until its history fits what this console saw before.</source>
        <translation>Genehmigen ist erst möglich, wenn sein Verlauf zu dem passt, was diese Konsole zuvor gesehen hat.</translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation>Stand wird nachgeholt</translation>
    </message>
    <message>
        <source>The newest state is being read; approving waits for it.</source>
        <translation>Der neueste Stand wird gelesen; genehmigen ist erst danach möglich.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>What you see may be old, so nothing can be approved. The connection is tried again by itself.</source>
        <translation>Was Sie sehen, kann veraltet sein; deshalb kann nichts genehmigt werden. Die Verbindung wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>The log of this authority does not match</source>
        <translation>Das Protokoll dieser Freigabestelle stimmt nicht</translation>
    </message>
    <message>
        <source>Its history is not what this console saw before. Nothing can be approved here; denying stays possible.</source>
        <translation>Sein Verlauf ist nicht der, den diese Konsole zuvor gesehen hat. Hier kann nichts genehmigt werden; ablehnen bleibt möglich.</translation>
    </message>
    <message>
        <source>This is not what would be signed</source>
        <translation>Dies ist nicht, was signiert würde</translation>
    </message>
    <message>
        <source>The shown action and its canonical text do not give the stated hash. Deny it, and tell your administrator.</source>
        <translation>Der gezeigte Vorgang und sein kanonischer Text ergeben nicht den angegebenen Hashwert. Lehnen Sie ab, und informieren Sie Ihre Administration.</translation>
    </message>
    <message>
        <source>You may not decide this</source>
        <translation>Sie dürfen hierüber nicht entscheiden</translation>
    </message>
    <message>
        <source>The authority gives no reason.</source>
        <translation>Die Freigabestelle nennt keinen Grund.</translation>
    </message>
    <message>
        <source>An approval would be refused</source>
        <translation>Eine Genehmigung würde zurückgewiesen</translation>
    </message>
    <message>
        <source>Not possible here</source>
        <translation>Hier nicht möglich</translation>
    </message>
    <message>
        <source>This authority does not take signed decisions.</source>
        <translation>Diese Freigabestelle nimmt keine signierten Entscheidungen an.</translation>
    </message>
    <message>
        <source>Nobody knows yet whether this counted</source>
        <translation>Noch ist nicht bekannt, ob dies gezählt hat</translation>
    </message>
    <message>
        <source>Your decision was sent and no answer came. The authority is being asked; nothing is sent a second time.</source>
        <translation>Ihre Entscheidung wurde gesendet, und es kam keine Antwort. Die Freigabestelle wird gefragt; nichts wird ein zweites Mal gesendet.</translation>
    </message>
    <message>
        <source>Your decision did not count</source>
        <translation>Ihre Entscheidung hat nicht gezählt</translation>
    </message>
    <message>
        <source>The authority has not recorded it. You can decide again.</source>
        <translation>Die Freigabestelle hat sie nicht verzeichnet. Sie können erneut entscheiden.</translation>
    </message>
    <message>
        <source>Approve unlocks after a moment to read.</source>
        <translation>„Genehmigen“ wird nach kurzer Lesezeit freigeschaltet.</translation>
    </message>
    <message>
        <source>Approve works only while this window is in front.</source>
        <translation>Genehmigen geht nur, solange dieses Fenster vorn ist.</translation>
    </message>
    <message>
        <source>Read to the end first: not all of the card has been on screen.</source>
        <translation>Lesen Sie erst bis zum Ende: Noch war nicht die ganze Karte zu sehen.</translation>
    </message>
    <message>
        <source>Approving this needs a comment.</source>
        <translation>Zum Genehmigen ist ein Kommentar erforderlich.</translation>
    </message>
    <message>
        <source>Approving this needs the code the requester reads out.</source>
        <translation>Zum Genehmigen ist der Anfragecode erforderlich, den die anfragende Seite vorliest.</translation>
    </message>
    <message>
        <source>A credential for one use within %1, for %2, bound to the requester&apos;s key.</source>
        <translation>Ein Zugangsnachweis für eine einzige Nutzung innerhalb von %1, für %2, gebunden an den Schlüssel der anfragenden Seite.</translation>
    </message>
    <message>
        <source>A credential for one use within %1, for %2. It is not bound to a key: whoever holds it can use it.</source>
        <translation>Ein Zugangsnachweis für eine einzige Nutzung innerhalb von %1, für %2. Er ist an keinen Schlüssel gebunden: Wer ihn besitzt, kann ihn nutzen.</translation>
    </message>
    <message>
        <source>%1 of %2 approvals.</source>
        <translation>%1 von %2 Genehmigungen.</translation>
    </message>
    <message>
        <source>%1 of %2 approvals, from %3.</source>
        <translation>%1 von %2 Genehmigungen, aus %3.</translation>
    </message>
    <message>
        <source>Denied by %1, %2.</source>
        <translation>Abgelehnt von %1, %2.</translation>
    </message>
    <message>
        <source>Approved by %1, %2.</source>
        <translation>Genehmigt von %1, %2.</translation>
    </message>
    <message>
        <source>Denied by %1, %2: “%3”</source>
        <translation>Abgelehnt von %1, %2: „%3“</translation>
    </message>
    <message>
        <source>Approved by %1, %2: “%3”</source>
        <translation>Genehmigt von %1, %2: „%3“</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>Approved, fetched</source>
        <translation>Genehmigt, abgeholt</translation>
    </message>
    <message>
        <source>Approved, used</source>
        <translation>Genehmigt, genutzt</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Widerrufen</translation>
    </message>
</context>
<context>
    <name>countersign::inbox::CardBody</name>
    <message>
        <source>Asked by</source>
        <translation>Angefragt von</translation>
    </message>
    <message>
        <source>On behalf of</source>
        <translation>Im Auftrag von</translation>
    </message>
    <message>
        <source>nobody named</source>
        <comment>owner of a client</comment>
        <translation>niemand benannt</translation>
    </message>
    <message>
        <source>Registered %1, owned by %2, ends %3.</source>
        <translation>Registriert: %1. Verantwortlich: %2. Endet: %3.</translation>
    </message>
    <message>
        <source>Registered %1, owned by %2.</source>
        <translation>Registriert: %1. Verantwortlich: %2.</translation>
    </message>
    <message>
        <source>%1, in a session started %2</source>
        <translation>%1, Sitzung begonnen: %2</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von Adresse</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Why, they say</source>
        <translation>Angegebener Grund</translation>
    </message>
    <message>
        <source>No reason was given.</source>
        <translation>Es wurde kein Grund genannt.</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Will be issued</source>
        <translation>Ausgestellt wird</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Bisher</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2, owned by %3</source>
        <translation>%1: %2, verantwortlich: %3</translation>
    </message>
    <message>
        <source>This scope is deprecated and will go away.</source>
        <translation>Diese Berechtigung ist veraltet und fällt künftig weg.</translation>
    </message>
    <message>
        <source>In 30 days, this action: %1 approved, %2 denied; this client: %3 approved, %4 denied.</source>
        <translation>In 30 Tagen, dieser Vorgang: %1 genehmigt, %2 abgelehnt; diese Anwendung: %3 genehmigt, %4 abgelehnt.</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <extracomment>One earlier request: %1 what became of it, %2 when, %3 its sentence.</extracomment>
        <translation>%1 %2: %3</translation>
    </message>
    <message>
        <source>You may decide: you are one of its approvers, and it is not your own request.</source>
        <translation>Sie dürfen entscheiden: Sie sind freigabeberechtigt, und es ist nicht Ihre eigene Anfrage.</translation>
    </message>
    <message>
        <source>You may not decide: %1</source>
        <translation>Sie dürfen nicht entscheiden: %1</translation>
    </message>
    <message>
        <source>Checked on this computer: this text gives the hash below, and is what the card shows.</source>
        <translation>Auf diesem Computer geprüft: Dieser Text ergibt den Hashwert unten und ist das, was die Karte zeigt.</translation>
    </message>
    <message>
        <source>Checked on this computer: this text does not give the stated hash, or is not what the card shows.</source>
        <translation>Auf diesem Computer geprüft: Dieser Text ergibt nicht den angegebenen Hashwert oder ist nicht das, was die Karte zeigt.</translation>
    </message>
    <message>
        <source>Text that is signed</source>
        <translation>Text, der signiert wird</translation>
    </message>
    <message>
        <source>Show the canonical text that is signed</source>
        <translation>Kanonischen Text anzeigen, der signiert wird</translation>
    </message>
</context>
<context>
    <name>countersign::inbox::CardFoot</name>
    <message>
        <source>Sending your decision…</source>
        <translation>Ihre Entscheidung wird gesendet …</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Requester&apos;s code</source>
        <translation>Anfragecode</translation>
    </message>
    <message>
        <source>Grant less</source>
        <translation>Einschränken</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Next request</source>
        <translation>Nächste Anfrage</translation>
    </message>
    <message>
        <source>Comment, needed to approve this</source>
        <translation>Kommentar, zum Genehmigen erforderlich</translation>
    </message>
    <message>
        <source>Comment, kept in the log</source>
        <translation>Kommentar, bleibt im Protokoll</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>D denies.</source>
        <translation>D lehnt ab.</translation>
    </message>
    <message>
        <source>Ctrl+Enter approves, D denies.</source>
        <translation>Strg+Eingabe genehmigt, D lehnt ab.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>countersign::inbox::DenyReasons</name>
    <message>
        <source>Nobody announced it</source>
        <translation>Nicht angekündigt</translation>
    </message>
    <message>
        <source>Wrong amount or target</source>
        <translation>Betrag oder Ziel falsch</translation>
    </message>
    <message>
        <source>Too little information</source>
        <translation>Zu wenige Angaben</translation>
    </message>
    <message>
        <source>Not needed any more</source>
        <translation>Nicht mehr nötig</translation>
    </message>
    <message>
        <source>Looks like an attack</source>
        <translation>Sieht nach Angriff aus</translation>
    </message>
    <message>
        <source>Reason given: %1</source>
        <translation>Genannter Grund: %1</translation>
    </message>
    <message>
        <source>If you like, say why. It is kept in the log and told to the requester.</source>
        <translation>Sagen Sie, wenn Sie möchten, warum. Es bleibt im Protokoll und wird der anfragenden Seite mitgeteilt.</translation>
    </message>
</context>
<context>
    <name>countersign::inbox::Inbox</name>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No pending request holds these words.</source>
        <translation>Keine offene Anfrage enthält diese Wörter.</translation>
    </message>
    <message>
        <source>No authority yet</source>
        <translation>Noch keine Freigabestelle</translation>
    </message>
    <message>
        <source>Connect to one to see what waits for you.</source>
        <translation>Verbinden Sie sich mit einer, um zu sehen, was auf Sie wartet.</translation>
    </message>
    <message>
        <source>You are not an approver here</source>
        <translation>Sie sind hier nicht freigabeberechtigt</translation>
    </message>
    <message>
        <source>Your account may not see requests. An administrator can make you an approver.</source>
        <translation>Ihr Konto darf keine Anfragen sehen. Die Administration kann Sie freigabeberechtigt machen.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird hergestellt …</translation>
    </message>
    <message>
        <source>Requests appear here as soon as the authority answers.</source>
        <translation>Anfragen erscheinen hier, sobald die Freigabestelle antwortet.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Whether requests wait is not known. The connection is tried again by itself.</source>
        <translation>Ob Anfragen warten, ist nicht bekannt. Die Verbindung wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>Reading requests…</source>
        <translation>Anfragen werden gelesen …</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>Nichts wartet auf Sie</translation>
    </message>
    <message>
        <source>New requests appear here by themselves, the most urgent first.</source>
        <translation>Neue Anfragen erscheinen hier von selbst, die dringendsten zuerst.</translation>
    </message>
</context>
<context>
    <name>countersign::inbox::InboxPage</name>
    <message numerus="yes">
        <source>%n requests were asked to be denied.</source>
        <translation>
            <numerusform>Für %n Anfrage wurde die Ablehnung beauftragt.</numerusform>
            <numerusform>Für %n Anfragen wurde die Ablehnung beauftragt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deny all from this client?</source>
        <translation>Alle dieser Anwendung ablehnen?</translation>
    </message>
    <message numerus="yes">
        <source>%n pending requests of “%1” are denied one by one, each with its own signature.</source>
        <translation>
            <numerusform>%n offene Anfrage von „%1“ wird mit eigener Signatur abgelehnt.</numerusform>
            <numerusform>%n offene Anfragen von „%1“ werden einzeln abgelehnt, jede mit eigener Signatur.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deny all</source>
        <translation>Alle ablehnen</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>countersign::inbox::LessPanel</name>
    <message>
        <source>Time granted</source>
        <translation>Gewährte Zeit</translation>
    </message>
    <message>
        <source>%1, as asked</source>
        <translation>%1, wie angefragt</translation>
    </message>
</context>
<context>
    <name>countersign::inbox::ListPane</name>
    <message>
        <source>Waiting for you</source>
        <translation>Wartet auf Sie</translation>
    </message>
    <message>
        <source>Search client, action, person</source>
        <translation>Anwendung, Vorgang, Person</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>A button that lets rows in which arrived while the list was held still.</extracomment>
        <translation>
            <numerusform>%n neue</numerusform>
            <numerusform>%n neue</numerusform>
        </translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle anzeigen</translation>
    </message>
</context>
<context>
    <name>countersign::inbox::RequestList</name>
    <message>
        <source>Pending requests</source>
        <translation>Offene Anfragen</translation>
    </message>
</context>
<context>
    <name>countersign::inbox::RequestRows</name>
    <message>
        <source>No longer pending</source>
        <translation>Nicht mehr offen</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>%1. %2. %3, for %4. %5.</source>
        <extracomment>Read out for one row: %1 risk, %2 sentence, %3 client, %4 subject, %5 time left.</extracomment>
        <translation>%1. %2. %3, für %4. %5.</translation>
    </message>
    <message numerus="yes">
        <source>%n equal requests.</source>
        <translation>
            <numerusform>%n gleiche Anfrage.</numerusform>
            <numerusform>%n gleiche Anfragen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::inbox::RowDelegate</name>
    <message>
        <source>No longer pending</source>
        <translation>Nicht mehr offen</translation>
    </message>
    <message>
        <source>%1 equal</source>
        <translation>%1 gleiche</translation>
    </message>
    <message>
        <source>%1 · for %2</source>
        <extracomment>%1 is the program that asks, %2 the person it acts for.</extracomment>
        <translation>%1 · für %2</translation>
    </message>
</context>
<context>
    <name>countersign::settings::AboutSection</name>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Countersign %1</source>
        <comment>the version</comment>
        <translation>Countersign %1</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0, without any warranty.</source>
        <translation>Freie Software unter der Apache License 2.0, ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>Licences of the parts it stands on</source>
        <translation>Lizenzen der verwendeten Bestandteile</translation>
    </message>
</context>
<context>
    <name>countersign::settings::AppearanceSection</name>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Another language is used from the next start on.</source>
        <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
    </message>
</context>
<context>
    <name>countersign::settings::AttentionSection</name>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>This desktop has no tray</source>
        <translation>Dieser Desktop hat keinen Infobereich</translation>
    </message>
    <message>
        <source>The window works alone. Countersign ends when you close it, and requests then wait or expire.</source>
        <translation>Das Fenster arbeitet allein. Countersign endet, wenn Sie es schließen; Anfragen warten dann oder laufen ab.</translation>
    </message>
    <message>
        <source>This desktop shows no notifications</source>
        <translation>Dieser Desktop zeigt keine Benachrichtigungen</translation>
    </message>
    <message>
        <source>New requests appear in the window alone.</source>
        <translation>Neue Anfragen erscheinen nur im Fenster.</translation>
    </message>
    <message>
        <source>Notify me of new requests</source>
        <translation>Bei neuen Anfragen benachrichtigen</translation>
    </message>
    <message>
        <source>A notification names the program that asks and nothing else, and comes at most every ten seconds. It opens the window; it never decides.</source>
        <translation>Eine Benachrichtigung nennt das anfragende Programm und sonst nichts und kommt höchstens alle zehn Sekunden. Sie öffnet das Fenster; sie entscheidet nie.</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Ruhezeit</translation>
    </message>
    <message>
        <source>Quiet hours begin</source>
        <translation>Beginn der Ruhezeit</translation>
    </message>
    <message>
        <source>Quiet hours end</source>
        <translation>Ende der Ruhezeit</translation>
    </message>
    <message>
        <source>until</source>
        <comment>between two times of day</comment>
        <translation>bis</translation>
    </message>
    <message>
        <source>In quiet hours every request asks for one step more care than usual, because tired people approve too easily. Nothing is muted, nothing waits.</source>
        <translation>In der Ruhezeit verlangt jede Anfrage eine Stufe mehr Sorgfalt als sonst, denn müde Menschen genehmigen zu leicht. Nichts wird stummgeschaltet, nichts wird aufgeschoben.</translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation>Beim Anmelden am Computer starten</translation>
    </message>
    <message>
        <source>This could not be changed: the desktop&apos;s autostart folder cannot be written, or this window runs in a data folder of its own.</source>
        <translation>Das konnte nicht geändert werden: Der Autostart-Ordner des Desktops ist nicht beschreibbar, oder dieses Fenster läuft mit einem eigenen Datenordner.</translation>
    </message>
</context>
<context>
    <name>countersign::settings::AuthoritiesSection</name>
    <message>
        <source>Authorities and keys of this device</source>
        <translation>Freigabestellen und Schlüssel dieses Geräts</translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation>Es gibt noch keine.</translation>
    </message>
    <message>
        <source>Add an authority</source>
        <translation>Freigabestelle hinzufügen</translation>
    </message>
    <message>
        <source>Each decision is signed by the key of this device, which stays in your keychain. A lost computer: remove its key at the authority, or have an administrator do it.</source>
        <translation>Jede Entscheidung wird mit dem Schlüssel dieses Geräts signiert, der in Ihrem Schlüsselbund bleibt. Bei Verlust eines Computers entfernen Sie dessen Schlüssel bei der Freigabestelle oder lassen es die Administration tun.</translation>
    </message>
</context>
<context>
    <name>countersign::settings::AuthorityRow</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Key of this device, by its thumbprint:</source>
        <translation>Schlüssel dieses Geräts, als Fingerabdruck:</translation>
    </message>
    <message>
        <source>Signed in as %1.</source>
        <translation>Angemeldet als %1.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Wird gestartet …</translation>
    </message>
    <message>
        <source>Waiting for the sign-in in your browser…</source>
        <translation>Wartet auf die Anmeldung in Ihrem Browser …</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Signed out.</source>
        <translation>Abgemeldet.</translation>
    </message>
    <message>
        <source>Sign out of %1?</source>
        <translation>Von %1 abmelden?</translation>
    </message>
    <message>
        <source>Your session there is revoked, and the sign-in kept in your keychain is deleted. The authority stays in this list, and what it asks is no longer shown until you sign in again.</source>
        <translation>Ihre Sitzung dort wird widerrufen und die in Ihrem Schlüsselbund verwahrte Anmeldung gelöscht. Die Freigabestelle bleibt in dieser Liste; was sie anfragt, wird erst wieder gezeigt, wenn Sie sich erneut anmelden.</translation>
    </message>
    <message>
        <source>Stay signed in</source>
        <translation>Angemeldet bleiben</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 entfernen?</translation>
    </message>
    <message>
        <source>The authority on this computer is stopped, and programs can no longer ask it. Its data stay on the disk, and you can start it again.</source>
        <translation>Die Freigabestelle auf diesem Computer wird beendet, und Programme können bei ihr nicht mehr anfragen. Ihre Daten bleiben auf dem Datenträger, und Sie können sie wieder starten.</translation>
    </message>
    <message>
        <source>Your session there is revoked, the sign-in kept in your keychain is deleted, and the authority leaves this list. You can connect again at any time.</source>
        <translation>Ihre Sitzung dort wird widerrufen, die in Ihrem Schlüsselbund verwahrte Anmeldung gelöscht und die Freigabestelle aus dieser Liste entfernt. Sie können sich jederzeit wieder verbinden.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>countersign::settings::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>countersign::shell::AuthoritySwitcher</name>
    <message>
        <source>No authority</source>
        <translation>Keine Stelle</translation>
    </message>
    <message>
        <source>All authorities</source>
        <translation>Alle Stellen</translation>
    </message>
    <message>
        <source>Authority: %1</source>
        <extracomment>%1 is the name of an authority, or &quot;All authorities&quot;.</extracomment>
        <translation>Freigabestelle: %1</translation>
    </message>
    <message>
        <source>Add an authority…</source>
        <translation>Freigabestelle hinzufügen …</translation>
    </message>
</context>
<context>
    <name>countersign::shell::CommandPalette</name>
    <message>
        <source>Type a command</source>
        <translation>Befehl eingeben</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>%1   %2</source>
        <translation>%1   %2</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
</context>
<context>
    <name>countersign::shell::MainWindow</name>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>(%1) Countersign</source>
        <translation>(%1) Countersign</translation>
    </message>
    <message>
        <source>Countersign</source>
        <translation>Countersign</translation>
    </message>
    <message>
        <source>Its history is not what this console saw before. Nothing can be approved there. Tell your administrator now.</source>
        <translation>Sein Verlauf ist nicht der, den diese Konsole zuvor gesehen hat. Dort kann nichts genehmigt werden. Informieren Sie jetzt Ihre Administration.</translation>
    </message>
    <message>
        <source>Its history is not what this console saw before. Nothing can be approved there. Tell your administrator now; the evidence is in %1.</source>
        <translation>Sein Verlauf ist nicht der, den diese Konsole zuvor gesehen hat. Dort kann nichts genehmigt werden. Informieren Sie jetzt Ihre Administration; die Belege liegen in %1.</translation>
    </message>
    <message>
        <source>The log of %1 does not match</source>
        <translation>Das Protokoll von %1 stimmt nicht</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Gehe zu: %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search requests</source>
        <translation>Anfragen durchsuchen</translation>
    </message>
    <message>
        <source>Next request</source>
        <translation>Nächste Anfrage</translation>
    </message>
    <message>
        <source>Previous request</source>
        <translation>Vorige Anfrage</translation>
    </message>
    <message>
        <source>Switch between list and request</source>
        <translation>Zwischen Liste und Anfrage wechseln</translation>
    </message>
    <message>
        <source>Leave the request without deciding</source>
        <translation>Anfrage verlassen, ohne zu entscheiden</translation>
    </message>
    <message>
        <source>Add an authority</source>
        <translation>Freigabestelle hinzufügen</translation>
    </message>
    <message>
        <source>Show the keys</source>
        <translation>Tasten anzeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Approve the open request</source>
        <translation>Geöffnete Anfrage genehmigen</translation>
    </message>
    <message>
        <source>Deny the open request, at once</source>
        <translation>Geöffnete Anfrage ablehnen, sofort</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
</context>
<context>
    <name>countersign::shell::Rail</name>
    <message>
        <source>log verified</source>
        <translation>Protokoll geprüft</translation>
    </message>
    <message>
        <source>Log: verified</source>
        <translation>Protokoll: geprüft</translation>
    </message>
    <message>
        <source>log does not match</source>
        <translation>Protokoll stimmt nicht</translation>
    </message>
    <message>
        <source>Log: does not match</source>
        <translation>Protokoll: stimmt nicht</translation>
    </message>
    <message>
        <source>checking log</source>
        <translation>Protokoll wird geprüft</translation>
    </message>
    <message>
        <source>Log: being checked</source>
        <translation>Protokoll: wird geprüft</translation>
    </message>
    <message>
        <source>no log</source>
        <translation>kein Protokoll</translation>
    </message>
    <message>
        <source>Log: not offered by this authority</source>
        <translation>Protokoll: von dieser Freigabestelle nicht angeboten</translation>
    </message>
    <message>
        <source>log not checked</source>
        <translation>Protokoll ungeprüft</translation>
    </message>
    <message>
        <source>Log: not checked yet</source>
        <translation>Protokoll: noch nicht geprüft</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>countersign::shell::ShortcutOverlay</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>countersign::signin::AuthorityPanel</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Remove this authority</source>
        <translation>Diese Freigabestelle entfernen</translation>
    </message>
    <message>
        <source>Details for whoever looks into it</source>
        <translation>Einzelheiten für die Fehlersuche</translation>
    </message>
    <message>
        <source>Signed in as %1.</source>
        <translation>Angemeldet als %1.</translation>
    </message>
    <message>
        <source>The authority on this computer is started together with this window.</source>
        <translation>Die Freigabestelle auf diesem Computer wird zusammen mit diesem Fenster gestartet.</translation>
    </message>
    <message>
        <source>Sign in opens your web browser at this address. Check it there as well: your password is never typed into this window.</source>
        <translation>„Anmelden“ öffnet Ihren Webbrowser mit dieser Adresse. Prüfen Sie sie auch dort: Ihr Passwort wird niemals in diesem Fenster eingegeben.</translation>
    </message>
    <message>
        <source>Starting the authority on this computer…</source>
        <translation>Freigabestelle auf diesem Computer wird gestartet …</translation>
    </message>
    <message>
        <source>Asking the authority…</source>
        <translation>Freigabestelle wird gefragt …</translation>
    </message>
    <message>
        <source>Finish the sign-in in your web browser. %1 left.</source>
        <translation>Schließen Sie die Anmeldung in Ihrem Webbrowser ab. Noch %1.</translation>
    </message>
    <message>
        <source>Continue in memory only</source>
        <translation>Nur im Arbeitsspeicher fortfahren</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>countersign::signin::ChoicePanel</name>
    <message>
        <source>Start on this computer</source>
        <translation>Auf diesem Computer starten</translation>
    </message>
    <message>
        <source>Connect to an authority</source>
        <translation>Mit einer Freigabestelle verbinden</translation>
    </message>
    <message>
        <source>For this computer alone</source>
        <translation>Nur für diesen Computer</translation>
    </message>
    <message>
        <source>Runs a small authority beside this window. Programs on this computer ask it, and you decide. Nothing leaves the computer, and no account is needed.</source>
        <translation>Betreibt eine kleine Freigabestelle neben diesem Fenster. Programme auf diesem Computer fragen bei ihr an, und Sie entscheiden. Nichts verlässt den Computer, und es wird kein Konto benötigt.</translation>
    </message>
    <message>
        <source>For your team</source>
        <translation>Für Ihr Team</translation>
    </message>
    <message>
        <source>Connects to the approval authority your organisation runs. You need its address and an account there; you sign in through your web browser.</source>
        <translation>Verbindet mit der Freigabestelle, die Ihre Organisation betreibt. Sie benötigen deren Adresse und ein Konto dort; die Anmeldung erfolgt in Ihrem Webbrowser.</translation>
    </message>
</context>
<context>
    <name>countersign::signin::IssuerPanel</name>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Address of the authority</source>
        <translation>Adresse der Freigabestelle</translation>
    </message>
    <message>
        <source>As the people who run it gave it to you; it begins with https. Nothing is opened yet.</source>
        <translation>So, wie Sie sie vom Betreiber erhalten haben; sie beginnt mit https. Noch wird nichts geöffnet.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>countersign::signin::KeychainPanel</name>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Continue in memory only</source>
        <translation>Nur im Arbeitsspeicher fortfahren</translation>
    </message>
</context>
<context>
    <name>countersign::signin::SignInPage</name>
    <message>
        <source>This session is kept in memory only</source>
        <translation>Diese Sitzung besteht nur im Arbeitsspeicher</translation>
    </message>
    <message>
        <source>It ends when Countersign is closed, because there is no keychain to keep it.</source>
        <translation>Sie endet, wenn Countersign geschlossen wird, denn es gibt keinen Schlüsselbund, der sie verwahrt.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Before you begin</source>
        <translation>Bevor Sie beginnen</translation>
    </message>
    <message>
        <source>Welcome to Countersign</source>
        <translation>Willkommen bei Countersign</translation>
    </message>
    <message>
        <source>Add an authority</source>
        <translation>Freigabestelle hinzufügen</translation>
    </message>
    <message>
        <source>Programs ask, you decide: each sensitive action is shown to you first, and runs once or not at all.</source>
        <translation>Programme fragen an, Sie entscheiden: Jeder heikle Vorgang wird Ihnen zuerst gezeigt und läuft einmal oder gar nicht.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Each authority has its own colour, here and on every request.</source>
        <translation>Jede Freigabestelle hat ihre eigene Farbe, hier und auf jeder Anfrage.</translation>
    </message>
    <message>
        <source>You are connected to this authority already.</source>
        <translation>Sie sind mit dieser Freigabestelle bereits verbunden.</translation>
    </message>
    <message>
        <source>This is not an address that can be used. It begins with https:// and holds a host and perhaps a port and a path, and nothing else; http:// is allowed for 127.0.0.1 alone.</source>
        <translation>Diese Adresse kann nicht verwendet werden. Sie beginnt mit https:// und enthält einen Rechnernamen, vielleicht einen Port und einen Pfad und sonst nichts; http:// ist allein für 127.0.0.1 erlaubt.</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 entfernen?</translation>
    </message>
    <message>
        <source>The session ends at the authority if it can be reached, and the sign-in kept on this computer is deleted. You can connect again at any time.</source>
        <translation>Die Sitzung wird bei der Freigabestelle beendet, sofern diese erreichbar ist, und die auf diesem Computer verwahrte Anmeldung wird gelöscht. Sie können sich jederzeit wieder verbinden.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>countersign::text::Duration</name>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <comment>minutes and seconds</comment>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <comment>hours and minutes</comment>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <comment>days and hours</comment>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>days</comment>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>d MMM, HH:mm</source>
        <extracomment>Patterns of dates: only the order and the signs between the letters may change, &quot;d. MMM, HH:mm&quot; for example.</extracomment>
        <translation>d. MMM, HH:mm</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>d MMM yyyy HH:mm:ss</source>
        <translation>d. MMM yyyy HH:mm:ss</translation>
    </message>
</context>
<context>
    <name>countersign::text::Error</name>
    <message>
        <source>Something entered here does not fit. Check the marked fields and try again.</source>
        <translation>Eine Eingabe passt nicht. Prüfen Sie die markierten Felder und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The authority sent an answer that does not follow the protocol, so it was not used.</source>
        <translation>Die Freigabestelle hat eine Antwort gesendet, die nicht den vereinbarten Regeln folgt; deshalb wurde sie nicht verwendet.</translation>
    </message>
    <message>
        <source>This is larger than the limit allows, so it was not used.</source>
        <translation>Dies ist größer als zulässig; deshalb wurde es nicht verwendet.</translation>
    </message>
    <message>
        <source>This no longer exists. It may have been removed, or expired, meanwhile.</source>
        <translation>Dies gibt es nicht mehr. Es wurde vielleicht inzwischen entfernt oder ist abgelaufen.</translation>
    </message>
    <message>
        <source>Somebody else was first, and things have changed since. What is shown now is current.</source>
        <translation>Jemand anderes war schneller, und seither hat sich etwas geändert. Was jetzt gezeigt wird, ist aktuell.</translation>
    </message>
    <message>
        <source>The authority does not allow this for you.</source>
        <translation>Die Freigabestelle erlaubt Ihnen dies nicht.</translation>
    </message>
    <message>
        <source>Your sign-in is missing or has ended. Sign in and try again.</source>
        <translation>Ihre Anmeldung fehlt oder ist abgelaufen. Melden Sie sich an und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The time for this has run out. Nothing was approved.</source>
        <translation>Die Zeit hierfür ist abgelaufen. Es wurde nichts genehmigt.</translation>
    </message>
    <message>
        <source>The authority cannot be reached at the moment. The connection is tried again by itself.</source>
        <translation>Die Freigabestelle ist zurzeit nicht erreichbar. Die Verbindung wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>No answer came in time. Whether it took effect is being checked.</source>
        <translation>Es kam keine Antwort in der vorgesehenen Zeit. Ob es gewirkt hat, wird geprüft.</translation>
    </message>
    <message>
        <source>This was cancelled. Nothing was changed.</source>
        <translation>Dies wurde abgebrochen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The data contradicts itself and cannot be trusted, so it was not used.</source>
        <translation>Die Daten widersprechen sich und sind nicht vertrauenswürdig; deshalb wurden sie nicht verwendet.</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it and try again.</source>
        <translation>Der Schlüsselbund ist gesperrt. Entsperren Sie ihn und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The authority does not offer this.</source>
        <translation>Die Freigabestelle bietet dies nicht an.</translation>
    </message>
    <message>
        <source>A file could not be read or written. Check the disk and its permissions.</source>
        <translation>Eine Datei konnte nicht gelesen oder geschrieben werden. Prüfen Sie den Datenträger und die Zugriffsrechte.</translation>
    </message>
    <message>
        <source>Something went wrong inside Countersign. Nothing was approved; the log has the details.</source>
        <translation>In Countersign ist ein Fehler aufgetreten. Es wurde nichts genehmigt; die Einzelheiten stehen im Fehlerprotokoll.</translation>
    </message>
    <message>
        <source>Check what you entered</source>
        <translation>Prüfen Sie Ihre Eingabe</translation>
    </message>
    <message>
        <source>This answer cannot be trusted</source>
        <translation>Dieser Antwort ist nicht zu trauen</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>No longer there</source>
        <translation>Nicht mehr vorhanden</translation>
    </message>
    <message>
        <source>Changed meanwhile</source>
        <translation>Inzwischen geändert</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Melden Sie sich neu an</translation>
    </message>
    <message>
        <source>Time has run out</source>
        <translation>Die Zeit ist abgelaufen</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>Noch keine Antwort</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>The keychain is locked</source>
        <translation>Der Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>Not available here</source>
        <translation>Hier nicht verfügbar</translation>
    </message>
    <message>
        <source>A file cannot be used</source>
        <translation>Eine Datei ist nicht nutzbar</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
</context>
<context>
    <name>countersign::text::Flags</name>
    <message>
        <source>Holds characters that do not show themselves; they are written out as [U+…].</source>
        <translation>Enthält Zeichen, die selbst nicht sichtbar sind; sie sind als [U+…] ausgeschrieben.</translation>
    </message>
    <message>
        <source>Mixes letters of several scripts in one word. Compare it letter by letter.</source>
        <translation>Mischt Buchstaben mehrerer Schriften in einem Wort. Vergleichen Sie Buchstabe für Buchstabe.</translation>
    </message>
    <message>
        <source>Is written in letters that look Latin and are not.</source>
        <translation>Ist mit Buchstaben geschrieben, die lateinisch aussehen und es nicht sind.</translation>
    </message>
    <message>
        <source>Is encoded in an unusual way: another text may look exactly the same.</source>
        <translation>Ist ungewöhnlich kodiert: Ein anderer Text kann genau gleich aussehen.</translation>
    </message>
    <message>
        <source>Holds digits other than 0 to 9.</source>
        <translation>Enthält andere Ziffern als 0 bis 9.</translation>
    </message>
</context>
<context>
    <name>countersign::text::Grant</name>
    <message>
        <source>Credential</source>
        <translation>Zugangsnachweis</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Zeitfenster</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Other access</source>
        <translation>Anderer Zugriff</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Not used yet; no limit</source>
        <translation>Noch nicht genutzt; unbegrenzt</translation>
    </message>
    <message>
        <source>%1, without a limit</source>
        <translation>%1, unbegrenzt</translation>
    </message>
    <message>
        <source>None: it cannot be used any more</source>
        <translation>Keiner: Er kann nicht mehr genutzt werden</translation>
    </message>
    <message>
        <source>%1, if it leaked now and nobody revoked it</source>
        <comment>a duration such as 42 s</comment>
        <translation>%1, falls er jetzt abfließt und niemand ihn widerruft</translation>
    </message>
    <message>
        <source>Revoked. %1. %2. For %3, on behalf of %4.</source>
        <comment>kind, title, client, subject</comment>
        <translation>Widerrufen. %1. %2. Für %3, im Auftrag von %4.</translation>
    </message>
    <message>
        <source>%1. %2. For %3, on behalf of %4. %5 left.</source>
        <comment>kind, title, client, subject, duration</comment>
        <translation>%1. %2. Für %3, im Auftrag von %4. Noch %5.</translation>
    </message>
</context>
<context>
    <name>countersign::text::Link</name>
    <message>
        <source>live</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>catching up</source>
        <translation>holt auf</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>offline since %1</source>
        <comment>a time of day</comment>
        <translation>getrennt seit %1</translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <comment>live, catching up, offline since …</comment>
        <translation>Verbindung: %1</translation>
    </message>
</context>
<context>
    <name>countersign::text::Risk</name>
    <message>
        <source>Low risk</source>
        <translation>Geringes Risiko</translation>
    </message>
    <message>
        <source>Medium risk</source>
        <translation>Mittleres Risiko</translation>
    </message>
    <message>
        <source>High risk</source>
        <translation>Hohes Risiko</translation>
    </message>
    <message>
        <source>Critical risk</source>
        <translation>Kritisches Risiko</translation>
    </message>
    <message>
        <source>Unknown risk</source>
        <translation>Unbekanntes Risiko</translation>
    </message>
    <message>
        <source>Approve with Ctrl+Enter or the button.</source>
        <translation>Genehmigen Sie mit Strg+Eingabe oder der Schaltfläche.</translation>
    </message>
    <message>
        <source>Approve unlocks after a moment to read.</source>
        <translation>„Genehmigen“ wird nach kurzer Lesezeit freigeschaltet.</translation>
    </message>
    <message>
        <source>Approving needs a comment and the requester&apos;s code.</source>
        <translation>Zum Genehmigen sind ein Kommentar und der Anfragecode erforderlich.</translation>
    </message>
    <message>
        <source>Approving needs a comment, the requester&apos;s code, a fresh sign-in and a second approver.</source>
        <translation>Zum Genehmigen sind ein Kommentar, der Anfragecode, eine neue Anmeldung und eine zweite freigabeberechtigte Person erforderlich.</translation>
    </message>
</context>
<context>
    <name>countersign::text::Trouble</name>
    <message>
        <source>The authority does not answer</source>
        <translation>Die Freigabestelle antwortet nicht</translation>
    </message>
    <message>
        <source>The connection is not safe</source>
        <translation>Die Verbindung ist nicht sicher</translation>
    </message>
    <message>
        <source>Another authority answers at this address</source>
        <translation>Unter dieser Adresse antwortet eine andere Freigabestelle</translation>
    </message>
    <message>
        <source>The answer was not understood</source>
        <translation>Die Antwort wurde nicht verstanden</translation>
    </message>
    <message>
        <source>The sign-in was refused</source>
        <translation>Die Anmeldung wurde verweigert</translation>
    </message>
    <message>
        <source>The sign-in took too long</source>
        <translation>Die Anmeldung hat zu lange gedauert</translation>
    </message>
    <message>
        <source>No browser could be opened</source>
        <translation>Es konnte kein Browser geöffnet werden</translation>
    </message>
    <message>
        <source>Your keychain is locked</source>
        <translation>Ihr Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>There is no keychain on this desktop</source>
        <translation>Auf diesem Desktop gibt es keinen Schlüsselbund</translation>
    </message>
    <message>
        <source>A part of Countersign is missing</source>
        <translation>Ein Teil von Countersign fehlt</translation>
    </message>
    <message>
        <source>The authority on this computer did not start</source>
        <translation>Die Freigabestelle auf diesem Computer ist nicht gestartet</translation>
    </message>
    <message>
        <source>This did not work</source>
        <translation>Das hat nicht funktioniert</translation>
    </message>
    <message>
        <source>Check the address and your network. The connection is tried again by itself, or at once with Retry.</source>
        <translation>Prüfen Sie die Adresse und Ihr Netzwerk. Die Verbindung wird von selbst wieder versucht, oder sofort mit „Erneut versuchen“.</translation>
    </message>
    <message>
        <source>The certificate of the authority could not be verified, so nothing was sent. There is no way around this; ask whoever runs the authority.</source>
        <translation>Das Zertifikat der Freigabestelle konnte nicht geprüft werden; deshalb wurde nichts gesendet. Dies lässt sich nicht umgehen; wenden Sie sich an den Betreiber der Freigabestelle.</translation>
    </message>
    <message>
        <source>What answers calls itself by another name than the address you gave. Check the address; if it is right, ask whoever runs the authority before you go on.</source>
        <translation>Die Gegenstelle nennt sich anders als die Adresse, die Sie angegeben haben. Prüfen Sie die Adresse; wenn sie stimmt, fragen Sie den Betreiber der Freigabestelle, bevor Sie fortfahren.</translation>
    </message>
    <message>
        <source>What answers at this address does not speak the protocol of an approval authority, so nothing of it was used. Check the address.</source>
        <translation>Was unter dieser Adresse antwortet, verhält sich nicht wie eine Freigabestelle; deshalb wurde nichts davon verwendet. Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>The authority did not let you in, or the sign-in was ended in the browser. You can sign in again.</source>
        <translation>Die Freigabestelle hat Sie nicht eingelassen, oder die Anmeldung wurde im Browser beendet. Sie können sich erneut anmelden.</translation>
    </message>
    <message>
        <source>Nobody finished the sign-in in the browser within five minutes. Nothing was changed.</source>
        <translation>Die Anmeldung im Browser wurde nicht innerhalb von fünf Minuten abgeschlossen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>You sign in through your web browser, and none could be started. Install one or choose a default browser in the settings of your desktop, then try again.</source>
        <translation>Sie melden sich in Ihrem Webbrowser an, und es konnte keiner gestartet werden. Installieren Sie einen oder wählen Sie in den Einstellungen Ihres Desktops einen Standardbrowser, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Your key and your sign-in are kept there, and nothing was lost. Unlock the keychain of your desktop, then press Retry.</source>
        <translation>Ihr Schlüssel und Ihre Anmeldung sind dort verwahrt, und nichts ging verloren. Entsperren Sie den Schlüsselbund Ihres Desktops und wählen Sie dann „Erneut versuchen“.</translation>
    </message>
    <message>
        <source>Keys are kept in the keychain and never in a file. You can go on with a session in memory: it ends when Countersign is closed, and you sign in again the next time.</source>
        <translation>Schlüssel werden im Schlüsselbund verwahrt und niemals in einer Datei. Sie können mit einer Sitzung im Arbeitsspeicher fortfahren: Sie endet, wenn Countersign geschlossen wird, und beim nächsten Mal melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>The program countersign-authority was not found beside this one. Install Countersign again.</source>
        <translation>Das Programm countersign-authority wurde neben diesem nicht gefunden. Installieren Sie Countersign neu.</translation>
    </message>
    <message>
        <source>The authority was started and ended again, or could not be started at all. Press Retry; if it happens again, the details below help whoever looks into it.</source>
        <translation>Die Freigabestelle wurde gestartet und endete wieder, oder sie konnte gar nicht gestartet werden. Wählen Sie „Erneut versuchen“; wenn es wieder geschieht, helfen die Einzelheiten unten bei der Fehlersuche.</translation>
    </message>
    <message>
        <source>Something unexpected happened. Nothing was changed. You can try again.</source>
        <translation>Etwas Unerwartetes ist geschehen. Es wurde nichts geändert. Sie können es erneut versuchen.</translation>
    </message>
</context>
<context>
    <name>countersign::tray::Tray</name>
    <message>
        <source>Open Countersign</source>
        <translation>Countersign öffnen</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message numerus="yes">
        <source>Countersign: %n pending. %1. Log: does not match</source>
        <translation>
            <numerusform>Countersign: %n offen. %1. Protokoll: stimmt nicht</numerusform>
            <numerusform>Countersign: %n offen. %1. Protokoll: stimmt nicht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Countersign: %n pending. %1</source>
        <translation>
            <numerusform>Countersign: %n offen. %1</numerusform>
            <numerusform>Countersign: %n offen. %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::widgets::CountdownRing</name>
    <message>
        <source>%1m</source>
        <extracomment>Very short: minutes, hours, days left, inside a small ring.</extracomment>
        <translation>%1m</translation>
    </message>
    <message>
        <source>%1h</source>
        <translation>%1h</translation>
    </message>
    <message>
        <source>%1d</source>
        <translation>%1d</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>For screen readers; %1 is a duration such as &quot;4 min 12 s&quot;.</extracomment>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>No time left</source>
        <translation>Keine Zeit mehr</translation>
    </message>
</context>
<context>
    <name>countersign::widgets::FittedText</name>
    <message>
        <source>%1… %2 more</source>
        <extracomment>The beginning of a text, and how many characters follow.</extracomment>
        <translation>%1 … %2 weitere</translation>
    </message>
</context>
<context>
    <name>countersign::widgets::HalfLifeBar</name>
    <message>
        <source>%1 of %2 left</source>
        <extracomment>For screen readers; both are durations such as &quot;2 h 5 min&quot;.</extracomment>
        <translation>noch %1 von %2</translation>
    </message>
</context>
<context>
    <name>countersign::widgets::LongValue</name>
    <message>
        <source>%L1 more characters</source>
        <extracomment>%L1 is how many characters of a long value are not shown yet.</extracomment>
        <translation>%L1 weitere Zeichen</translation>
    </message>
</context>
<context>
    <name>countersign::widgets::PlainLabel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>countersign::widgets::ProgressLine</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>countersign::widgets::RailButton</name>
    <message numerus="yes">
        <source>%1, %n pending</source>
        <extracomment>%1 is the name of a place in the rail.</extracomment>
        <translation>
            <numerusform>%1, %n offen</numerusform>
            <numerusform>%1, %n offen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::widgets::SearchField</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
</context>
<context>
    <name>countersign::widgets::ToastArea</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
</TS>
