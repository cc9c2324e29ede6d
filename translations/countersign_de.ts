<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AccessibleChoice</name>
    <message>
        <source>%1: %2</source>
        <extracomment>Read out for a list to choose from: %1 what is chosen, %2 what stands there now.</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Active access</source>
        <translation>Aktive Zugriffe</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Anwendungen</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
</context>
<context>
    <name>PageKeys</name>
    <message>
        <source>Search clients</source>
        <translation>Anwendungen durchsuchen</translation>
    </message>
    <message>
        <source>New temporary client</source>
        <translation>Neue befristete Anwendung</translation>
    </message>
    <message>
        <source>Switch between list and client</source>
        <translation>Zwischen Liste und Anwendung wechseln</translation>
    </message>
    <message>
        <source>Search the catalogue</source>
        <translation>Im Katalog suchen</translation>
    </message>
    <message>
        <source>Edit the catalogue</source>
        <translation>Katalog bearbeiten</translation>
    </message>
    <message>
        <source>Next finding, while editing</source>
        <translation>Nächster Befund, beim Bearbeiten</translation>
    </message>
    <message>
        <source>Review what was edited</source>
        <translation>Änderungen prüfen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Protokoll durchsuchen</translation>
    </message>
    <message>
        <source>Go to a time</source>
        <translation>Zu einem Zeitpunkt gehen</translation>
    </message>
    <message>
        <source>Open the chosen entry</source>
        <translation>Gewählten Eintrag öffnen</translation>
    </message>
    <message>
        <source>Newest and oldest entry</source>
        <translation>Neuester und ältester Eintrag</translation>
    </message>
    <message>
        <source>Switch between table and entry</source>
        <translation>Zwischen Tabelle und Eintrag wechseln</translation>
    </message>
    <message>
        <source>Close the entry</source>
        <translation>Eintrag schließen</translation>
    </message>
    <message>
        <source>Choose a time in the chart, together with Shift</source>
        <translation>Zeitraum im Diagramm wählen, zusammen mit der Umschalttaste</translation>
    </message>
    <message>
        <source>Take a filter away</source>
        <translation>Filter entfernen</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Search active access</source>
        <translation>Aktive Zugriffe durchsuchen</translation>
    </message>
    <message>
        <source>Switch between list and entry</source>
        <translation>Zwischen Liste und Eintrag wechseln</translation>
    </message>
</context>
<context>
    <name>countersign::audit::AuditPage</name>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>Freigabestelle</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>What was read stands here. Entries made meanwhile, and those further down, come when the authority answers again.</source>
        <extracomment>%1: &quot;offline since 14:02&quot;.</extracomment>
        <translation>Was gelesen wurde, steht hier. Einträge, die inzwischen entstehen, und solche weiter unten kommen, sobald die Freigabestelle wieder antwortet.</translation>
    </message>
</context>
<context>
    <name>countersign::audit::Bundle</name>
    <message>
        <source>Save evidence bundle</source>
        <translation>Beweismappe speichern</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <extracomment>kind of file in a file dialog</extracomment>
        <translation>Webseite (*.html)</translation>
    </message>
</context>
<context>
    <name>countersign::audit::EntriesView</name>
    <message>
        <source>Search every field: refund &quot;order 81&quot; amount&gt;1000</source>
        <translation>Alle Felder durchsuchen: refund &quot;order 81&quot; amount&gt;1000</translation>
    </message>
    <message>
        <source>Searching the log…</source>
        <translation>Das Protokoll wird durchsucht …</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>The log could not be read on</source>
        <translation>Das Protokoll konnte nicht weitergelesen werden</translation>
    </message>
    <message>
        <source>You may not see this</source>
        <translation>Sie dürfen dies nicht sehen</translation>
    </message>
    <message>
        <source>Your sign-in does not allow you to read the log. An auditor or an administrator of the authority can.</source>
        <translation>Ihre Anmeldung erlaubt Ihnen nicht, das Protokoll zu lesen. Wer für die Freigabestelle prüft oder sie verwaltet, kann es.</translation>
    </message>
    <message>
        <source>This cannot be searched for</source>
        <translation>Danach kann nicht gesucht werden</translation>
    </message>
    <message>
        <source>Close every quotation mark, put at least two letters before a *, and use at most 16 words.</source>
        <translation>Schließen Sie jedes Anführungszeichen, setzen Sie mindestens zwei Buchstaben vor ein *, und verwenden Sie höchstens 16 Wörter.</translation>
    </message>
    <message>
        <source>The log could not be read</source>
        <translation>Das Protokoll konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>The log has entries, but none with these words and filters.</source>
        <translation>Das Protokoll hat Einträge, aber keinen mit diesen Wörtern und Filtern.</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles anzeigen</translation>
    </message>
    <message>
        <source>The log is empty</source>
        <translation>Das Protokoll ist leer</translation>
    </message>
    <message>
        <source>Every request, decision and change at this authority will be one entry here, and none can be changed or removed unnoticed.</source>
        <translation>Jede Anfrage, Entscheidung und Änderung an dieser Freigabestelle wird hier ein Eintrag sein, und keiner kann unbemerkt geändert oder entfernt werden.</translation>
    </message>
    <message>
        <source>You are signed out</source>
        <translation>Sie sind abgemeldet</translation>
    </message>
    <message>
        <source>Sign in to this authority to read its log.</source>
        <translation>Melden Sie sich an dieser Freigabestelle an, um ihr Protokoll zu lesen.</translation>
    </message>
    <message>
        <source>No connection yet</source>
        <translation>Noch keine Verbindung</translation>
    </message>
    <message>
        <source>The log can be read as soon as the authority answers.</source>
        <translation>Das Protokoll kann gelesen werden, sobald die Freigabestelle antwortet.</translation>
    </message>
    <message>
        <source>Many new entries</source>
        <translation>Viele neue Einträge</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new entries</source>
        <translation>
            <numerusform>%Ln neuer Eintrag</numerusform>
            <numerusform>%Ln neue Einträge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries, the newest first</source>
        <translation>
            <numerusform>%Ln Eintrag</numerusform>
            <numerusform>%Ln Einträge, die neuesten zuerst</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln entries, the newest first</source>
        <translation>
            <numerusform>Mindestens %Ln Eintrag</numerusform>
            <numerusform>Mindestens %Ln Einträge, die neuesten zuerst</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::audit::EntryCard</name>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Action hash</source>
        <translation>Hash des Vorgangs</translation>
    </message>
    <message>
        <source>The entry</source>
        <translation>Der Eintrag</translation>
    </message>
    <message>
        <source>Close the entry</source>
        <translation>Eintrag schließen</translation>
    </message>
    <message>
        <source>Copy the proof</source>
        <translation>Beweis kopieren</translation>
    </message>
    <message>
        <source>Save the proof…</source>
        <translation>Beweis speichern …</translation>
    </message>
    <message>
        <source>Save evidence bundle…</source>
        <translation>Beweismappe speichern …</translation>
    </message>
    <message>
        <source>The entry as it stands in the log</source>
        <translation>Der Eintrag, wie er im Protokoll steht</translation>
    </message>
    <message>
        <source>What was logged with it</source>
        <translation>Was dazu festgehalten wurde</translation>
    </message>
    <message>
        <source>This part was erased. Its hash stays in the entry, so that the log still fits together, and nobody can put another in its place.</source>
        <translation>Dieser Teil wurde gelöscht. Sein Hash bleibt im Eintrag, damit das Protokoll weiter zusammenpasst und niemand etwas anderes an seine Stelle setzen kann.</translation>
    </message>
    <message>
        <source>This is not what was logged</source>
        <translation>Das ist nicht, was festgehalten wurde</translation>
    </message>
    <message>
        <source>What the authority sent does not have the hash that the entry carries. Do not rely on it.</source>
        <translation>Was die Freigabestelle geschickt hat, hat nicht den Hash, den der Eintrag trägt. Verlassen Sie sich nicht darauf.</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>Nichts.</translation>
    </message>
    <message>
        <source>Show only</source>
        <translation>Nur anzeigen</translation>
    </message>
    <message>
        <source>What they did</source>
        <translation>Was von dort kam</translation>
    </message>
    <message>
        <source>This client</source>
        <translation>Diese Anwendung</translation>
    </message>
    <message>
        <source>This kind of event</source>
        <translation>Diese Art von Ereignis</translation>
    </message>
    <message>
        <source>This kind of action</source>
        <translation>Diese Art von Vorgang</translation>
    </message>
    <message>
        <source>This approval</source>
        <translation>Diese Freigabe</translation>
    </message>
    <message>
        <source>The request, from asking to use</source>
        <translation>Die Anfrage, vom Fragen bis zum Gebrauch</translation>
    </message>
    <message>
        <source>Being read…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>It could not be read.</source>
        <translation>Sie konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>%1 This entry.</source>
        <extracomment>One step of a request&apos;s life, the one whose entry is open.</extracomment>
        <translation>%1 Dieser Eintrag.</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>The proof is copied. “countersignctl audit verify” checks it on any computer.</source>
        <translation>Der Beweis ist kopiert. „countersignctl audit verify“ prüft ihn auf jedem Rechner.</translation>
    </message>
    <message>
        <source>Save the proof</source>
        <translation>Beweis speichern</translation>
    </message>
    <message>
        <source>The proof is saved. “countersignctl audit verify” checks it on any computer.</source>
        <translation>Der Beweis ist gespeichert. „countersignctl audit verify“ prüft ihn auf jedem Rechner.</translation>
    </message>
    <message>
        <source>The proof could not be saved there.</source>
        <translation>Der Beweis konnte dort nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Open the entry: %1</source>
        <extracomment>Read out for the button of one step of a request&apos;s life; %1 is what happened.</extracomment>
        <translation>Eintrag öffnen: %1</translation>
    </message>
</context>
<context>
    <name>countersign::audit::EntryRows</name>
    <message>
        <source>Being read</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>No client</source>
        <translation>Keine Anwendung</translation>
    </message>
</context>
<context>
    <name>countersign::audit::EntryTable</name>
    <message>
        <source>Audit entries</source>
        <translation>Einträge des Protokolls</translation>
    </message>
</context>
<context>
    <name>countersign::audit::ExportDialog</name>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Export what the filter shows</source>
        <translation>Exportieren, was der Filter zeigt</translation>
    </message>
    <message>
        <source>Export the whole log</source>
        <translation>Das ganze Protokoll exportieren</translation>
    </message>
    <message>
        <source>JSON lines with proofs</source>
        <translation>JSON-Zeilen mit Beweisen</translation>
    </message>
    <message>
        <source>Every entry with the proof that it is in the log, and the signed checkpoint. Anybody can verify the file without this program, and it is verified here as well.</source>
        <translation>Jeder Eintrag mit dem Beweis, dass er im Protokoll steht, und der signierte Prüfpunkt. Jeder kann die Datei ohne dieses Programm prüfen; hier wird sie ebenfalls geprüft.</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets</source>
        <translation>CSV, für Tabellenprogramme</translation>
    </message>
    <message>
        <source>A table without proofs. Whoever is given it has to believe that nobody has changed it.</source>
        <translation>Eine Tabelle ohne Beweise. Wer sie bekommt, muss glauben, dass niemand sie geändert hat.</translation>
    </message>
    <message>
        <source>Save export</source>
        <translation>Export speichern</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON-Zeilen (*.jsonl)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Written. The proofs in the file are being verified…</source>
        <translation>Geschrieben. Die Beweise in der Datei werden geprüft …</translation>
    </message>
    <message>
        <source>Being written: %1 so far</source>
        <extracomment>%1 is an amount such as &quot;12.4 MB&quot;</extracomment>
        <translation>Wird geschrieben: bisher %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Nothing was saved</source>
        <translation>Es wurde nichts gespeichert</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Entries</source>
        <extracomment>%1 a number of entries, %2 the number of entries of the whole log</extracomment>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>%1, the whole log</source>
        <translation>%1, das ganze Protokoll</translation>
    </message>
    <message>
        <source>%1 of %2, each with its proof</source>
        <translation>%1 von %2, jeder mit seinem Beweis</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>Gelöscht</translation>
    </message>
    <message numerus="yes">
        <source>%n of them without their content, which was erased</source>
        <translation>
            <numerusform>%n davon ohne Inhalt, der gelöscht wurde</numerusform>
            <numerusform>%n davon ohne Inhalt, der gelöscht wurde</numerusform>
        </translation>
    </message>
    <message>
        <source>The table is saved</source>
        <translation>Die Tabelle ist gespeichert</translation>
    </message>
    <message>
        <source>It carries no proofs. Export JSON lines as well where somebody has to be convinced.</source>
        <translation>Sie enthält keine Beweise. Exportieren Sie auch JSON-Zeilen, wo jemand überzeugt werden muss.</translation>
    </message>
    <message>
        <source>The evidence bundle is saved and verified</source>
        <translation>Die Beweismappe ist gespeichert und geprüft</translation>
    </message>
    <message>
        <source>It is a page of its own that any browser shows. It says in it how others verify it without this program.</source>
        <translation>Sie ist eine eigenständige Seite, die jeder Browser zeigt. In ihr steht, wie andere sie ohne dieses Programm prüfen.</translation>
    </message>
    <message>
        <source>Saved and verified</source>
        <translation>Gespeichert und geprüft</translation>
    </message>
    <message>
        <source>Every entry is in the log that the checkpoint signs, and that log is the one this computer has seen.</source>
        <translation>Jeder Eintrag steht in dem Protokoll, das der Prüfpunkt signiert, und es ist das Protokoll, das dieser Computer gesehen hat.</translation>
    </message>
    <message>
        <source>Every entry is in the log that the checkpoint signs.</source>
        <translation>Jeder Eintrag steht in dem Protokoll, das der Prüfpunkt signiert.</translation>
    </message>
    <message>
        <source>Saved, and from another log than this computer has seen</source>
        <translation>Gespeichert, aber aus einem anderen Protokoll, als dieser Computer gesehen hat</translation>
    </message>
    <message>
        <source>The proofs in the file hold, and they belong to another history. Keep the file: it is evidence.</source>
        <translation>Die Beweise in der Datei stimmen, sie gehören aber zu einer anderen Vergangenheit. Bewahren Sie die Datei auf: Sie ist ein Beweis.</translation>
    </message>
    <message>
        <source>Saved, and it does not verify</source>
        <translation>Gespeichert, aber die Prüfung schlägt fehl</translation>
    </message>
    <message>
        <source>What the authority gave does not match its own signature. Keep the file: it is evidence, and tell whoever runs the authority.</source>
        <translation>Was die Freigabestelle geliefert hat, passt nicht zu ihrer eigenen Signatur. Bewahren Sie die Datei als Beweis auf und sagen Sie es denen, die die Freigabestelle betreiben.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>further findings that are not listed</extracomment>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::audit::FilterBar</name>
    <message>
        <source>Add filter</source>
        <translation>Filter hinzufügen</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>Save filter…</source>
        <translation>Filter speichern …</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Gespeicherte Filter</translation>
    </message>
    <message>
        <source>Delete this saved filter</source>
        <translation>Diesen gespeicherten Filter löschen</translation>
    </message>
    <message>
        <source>Name of the filter</source>
        <translation>Name des Filters</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>The filter “%1” is deleted.</source>
        <translation>Der Filter „%1“ ist gelöscht.</translation>
    </message>
    <message>
        <source>What to filter by</source>
        <translation>Wonach gefiltert wird</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>Zeitpunkt</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add this filter</source>
        <translation>Diesen Filter hinzufügen</translation>
    </message>
    <message>
        <source>The filter is saved as “%1”.</source>
        <translation>Der Filter ist als „%1“ gespeichert.</translation>
    </message>
    <message>
        <source>Go to a time</source>
        <translation>Zu einem Zeitpunkt gehen</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin gehen</translation>
    </message>
</context>
<context>
    <name>countersign::audit::FilterChip</name>
    <message>
        <source>Filter %1, remove</source>
        <extracomment>%1 is a filter: &quot;Outcome: Denied&quot;.</extracomment>
        <translation>Filter %1, entfernen</translation>
    </message>
    <message>
        <source>%1. Press to remove.</source>
        <translation>%1. Zum Entfernen drücken.</translation>
    </message>
</context>
<context>
    <name>countersign::audit::ReportBars</name>
    <message>
        <source>%1: %2</source>
        <extracomment>one bar of a chart: what it is of, and how much</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, as bars. %2</source>
        <extracomment>what the bars of a chart show, then the bars, separated by semicolons</extracomment>
        <translation>%1, als Balken. %2</translation>
    </message>
</context>
<context>
    <name>countersign::audit::ReportsView</name>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern …</translation>
    </message>
    <message>
        <source>The report is being saved…</source>
        <translation>Der Bericht wird gespeichert …</translation>
    </message>
    <message>
        <source>The report is being made…</source>
        <translation>Der Bericht wird erstellt …</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>Letzte 365 Tage</translation>
    </message>
    <message>
        <source>Report as a table</source>
        <translation>Bericht als Tabelle</translation>
    </message>
    <message>
        <source>There are more rows than the authority gives at once; choose a shorter time.</source>
        <translation>Es gibt mehr Zeilen, als die Freigabestelle auf einmal liefert; wählen Sie einen kürzeren Zeitraum.</translation>
    </message>
    <message>
        <source>Reports are for auditors</source>
        <translation>Berichte sind für Prüferinnen und Prüfer</translation>
    </message>
    <message>
        <source>Your account may not read the audit history of this authority. Whoever runs it can give you that right.</source>
        <translation>Ihr Konto darf das Protokoll dieser Freigabestelle nicht lesen. Wer sie betreibt, kann Ihnen dieses Recht geben.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>The report could not be read</source>
        <translation>Der Bericht konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>The authority did not answer, or its answer was not understood.</source>
        <translation>Die Freigabestelle hat nicht geantwortet, oder ihre Antwort wurde nicht verstanden.</translation>
    </message>
    <message>
        <source>No authority is chosen</source>
        <translation>Keine Freigabestelle gewählt</translation>
    </message>
    <message>
        <source>Sign in to an authority to see its reports.</source>
        <translation>Melden Sie sich bei einer Freigabestelle an, um ihre Berichte zu sehen.</translation>
    </message>
    <message>
        <source>Nothing to report</source>
        <translation>Nichts zu berichten</translation>
    </message>
    <message>
        <source>There is nothing of this kind in the chosen time.</source>
        <translation>In diesem Zeitraum gibt es nichts dieser Art.</translation>
    </message>
    <message>
        <source>The report is saved</source>
        <extracomment>%1 a file</extracomment>
        <translation>Der Bericht ist gespeichert</translation>
    </message>
    <message>
        <source>It is in %1.</source>
        <translation>Er liegt in %1.</translation>
    </message>
    <message>
        <source>The report is not saved</source>
        <translation>Der Bericht ist nicht gespeichert</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>From … until …</source>
        <translation>Von … bis …</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von Adresse</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Show the report of this time</source>
        <translation>Bericht für diese Zeit anzeigen</translation>
    </message>
</context>
<context>
    <name>countersign::audit::TimelineChart</name>
    <message>
        <source>d MMM yyyy HH:mm</source>
        <extracomment>Patterns of dates: only the order and the signs between the letters may change.</extracomment>
        <translation>d. MMM yyyy HH:mm</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>%1 to %2: %3, %4, %5</source>
        <extracomment>A stretch of time and what happened in it: &quot;3 Nov 14:00 to 3 Nov 15:00: 12 entries, 2 denied, 1 anomaly&quot;.</extracomment>
        <translation>%1 bis %2: %3, %4, %5</translation>
    </message>
    <message>
        <source>Entries by time: nothing to show</source>
        <translation>Einträge nach Zeit: nichts anzuzeigen</translation>
    </message>
    <message>
        <source>Entries by time. Chosen: %1</source>
        <translation>Einträge nach Zeit. Gewählt: %1</translation>
    </message>
    <message>
        <source>Entries by time. %1</source>
        <translation>Einträge nach Zeit. %1</translation>
    </message>
    <message>
        <source>Left and Right move, with Shift they choose a range, Enter makes it the filter, Space goes there.</source>
        <translation>Links und Rechts bewegen, mit Umschalt wählen sie einen Zeitraum, Eingabe macht ihn zum Filter, Leertaste geht dorthin.</translation>
    </message>
    <message>
        <source>Entries. Draw to choose a time, click to go there.</source>
        <translation>Einträge. Ziehen wählt einen Zeitraum, Klicken geht dorthin.</translation>
    </message>
    <message>
        <source>Denied entries</source>
        <translation>Abgelehnte Einträge</translation>
    </message>
    <message>
        <source>Anomalies: what was refused, failed, replayed or guessed</source>
        <translation>Auffälligkeiten: was zurückgewiesen wurde, fehlschlug, wiederholt oder geraten wurde</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln Eintrag</numerusform>
            <numerusform>%Ln Einträge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln denied</source>
        <comment>entries of the log</comment>
        <translation>
            <numerusform>%Ln abgelehnt</numerusform>
            <numerusform>%Ln abgelehnt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln anomalies</source>
        <translation>
            <numerusform>%Ln Auffälligkeit</numerusform>
            <numerusform>%Ln Auffälligkeiten</numerusform>
        </translation>
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
    <name>countersign::clients::ChangePanel</name>
    <message>
        <source>Let “%1” live longer?</source>
        <translation>„%1“ länger gelten lassen?</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>Verlängern</translation>
    </message>
    <message>
        <source>The work takes longer than planned</source>
        <translation>Die Arbeit dauert länger als geplant</translation>
    </message>
    <message>
        <source>The work started late</source>
        <translation>Die Arbeit hat spät begonnen</translation>
    </message>
    <message>
        <source>It was given too short a time</source>
        <translation>Die Zeit war zu knapp bemessen</translation>
    </message>
    <message>
        <source>Give “%1” a new secret?</source>
        <translation>„%1“ ein neues Geheimnis geben?</translation>
    </message>
    <message>
        <source>Make a new secret</source>
        <translation>Neues Geheimnis erzeugen</translation>
    </message>
    <message>
        <source>The secret was lost</source>
        <translation>Das Geheimnis ging verloren</translation>
    </message>
    <message>
        <source>The secret was seen by others</source>
        <translation>Andere haben das Geheimnis gesehen</translation>
    </message>
    <message>
        <source>Regular change</source>
        <translation>Regelmäßiger Wechsel</translation>
    </message>
    <message>
        <source>Freeze “%1” at once?</source>
        <translation>„%1“ sofort einfrieren?</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Einfrieren</translation>
    </message>
    <message>
        <source>Looks suspicious</source>
        <translation>Wirkt verdächtig</translation>
    </message>
    <message>
        <source>Asks too often</source>
        <translation>Fragt zu oft an</translation>
    </message>
    <message>
        <source>Until its owner has answered</source>
        <translation>Bis die Verantwortlichen geantwortet haben</translation>
    </message>
    <message>
        <source>Let “%1” go on?</source>
        <translation>„%1“ wieder zulassen?</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Wieder zulassen</translation>
    </message>
    <message>
        <source>Its owner has explained it</source>
        <translation>Die Verantwortlichen haben es erklärt</translation>
    </message>
    <message>
        <source>Frozen by mistake</source>
        <translation>Versehentlich eingefroren</translation>
    </message>
    <message>
        <source>Revoke “%1” for ever?</source>
        <translation>„%1“ endgültig widerrufen?</translation>
    </message>
    <message>
        <source>Revoke for ever</source>
        <translation>Endgültig widerrufen</translation>
    </message>
    <message>
        <source>No longer needed</source>
        <translation>Wird nicht mehr gebraucht</translation>
    </message>
    <message>
        <source>Made by mistake</source>
        <translation>Versehentlich angelegt</translation>
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
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>How much longer</source>
        <translation>Wie viel länger</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>%1 longer</source>
        <comment>a duration</comment>
        <translation>%1 länger</translation>
    </message>
    <message>
        <source>It ends on %1 instead of %2.</source>
        <translation>Sie endet am %1 statt am %2.</translation>
    </message>
</context>
<context>
    <name>countersign::clients::ClientCard</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message numerus="yes">
        <source>%n further ones</source>
        <translation>
            <numerusform>%n weiterer Eintrag</numerusform>
            <numerusform>%n weitere Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>Base token</source>
        <translation>Basistoken</translation>
    </message>
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
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>New one like this</source>
        <translation>Neue wie diese</translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation>Was sie darf</translation>
    </message>
    <message>
        <source>Extend…</source>
        <translation>Verlängern …</translation>
    </message>
    <message>
        <source>New secret…</source>
        <translation>Neues Geheimnis …</translation>
    </message>
    <message>
        <source>Freeze…</source>
        <translation>Einfrieren …</translation>
    </message>
    <message>
        <source>Let it go on…</source>
        <translation>Wieder zulassen …</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Widerrufen …</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Anwendungs-ID</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Registered</source>
        <extracomment>%1 is a moment, %2 a person or program.</extracomment>
        <translation>Registriert</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 durch %2</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message numerus="yes">
        <source>%1, extended %n times</source>
        <translation>
            <numerusform>%1, %n-mal verlängert</numerusform>
            <numerusform>%1, %n-mal verlängert</numerusform>
        </translation>
    </message>
    <message>
        <source>Never by itself</source>
        <translation>Nie von selbst</translation>
    </message>
    <message>
        <source>Last use</source>
        <translation>Letzte Nutzung</translation>
    </message>
    <message numerus="yes">
        <source>%1; %n uses in all</source>
        <translation>
            <numerusform>%1; insgesamt %n Nutzung</numerusform>
            <numerusform>%1; insgesamt %n Nutzungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Signs in with</source>
        <translation>Meldet sich an mit</translation>
    </message>
    <message>
        <source>May ask for</source>
        <translation>Darf anfragen</translation>
    </message>
    <message>
        <source>Is the API</source>
        <translation>Ist die API</translation>
    </message>
    <message>
        <source>Redirects to</source>
        <translation>Leitet weiter an</translation>
    </message>
    <message numerus="yes">
        <source>until %1 · %n uses · %2</source>
        <extracomment>%1 is a moment, %2 names of scopes.</extracomment>
        <translation>
            <numerusform>bis %1 · %n Nutzung · %2</numerusform>
            <numerusform>bis %1 · %n Nutzungen · %2</numerusform>
        </translation>
    </message>
    <message>
        <source>no scopes</source>
        <translation>keine Berechtigungen</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <extracomment>One line of the log: what, who, how it went.</extracomment>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>Live tokens: %1</source>
        <translation>Gültige Token: %1</translation>
    </message>
    <message>
        <source>Live tokens</source>
        <translation>Gültige Token</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>They are not listed here.</source>
        <translation>Sie sind hier nicht aufgelistet.</translation>
    </message>
    <message>
        <source>None is alive.</source>
        <translation>Keines ist gültig.</translation>
    </message>
    <message>
        <source>Temporary</source>
        <translation>Befristet</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Dauerhaft</translation>
    </message>
    <message>
        <source>%1 left of %2</source>
        <comment>durations</comment>
        <translation>Noch %1 von %2</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>The authority does not know this client any more</source>
        <translation>Die Freigabestelle kennt diese Anwendung nicht mehr</translation>
    </message>
    <message>
        <source>This client could not be read again</source>
        <translation>Diese Anwendung konnte nicht neu gelesen werden</translation>
    </message>
    <message>
        <source>What stands here is from before.</source>
        <translation>Was hier steht, ist ein älterer Stand.</translation>
    </message>
    <message>
        <source>What stands here is from before and may have changed.</source>
        <translation>Was hier steht, ist ein älterer Stand und kann sich geändert haben.</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Grund: %1</translation>
    </message>
    <message>
        <source>Revoked on %1</source>
        <extracomment>%1 is a moment, %2 a person.</extracomment>
        <translation>Widerrufen: %1</translation>
    </message>
    <message>
        <source>an unknown day</source>
        <translation>Tag unbekannt</translation>
    </message>
    <message>
        <source>Revoked on %1 by %2</source>
        <translation>Widerrufen: %1, von %2</translation>
    </message>
    <message>
        <source>Ended by itself on %1</source>
        <translation>Von selbst beendet am %1</translation>
    </message>
    <message>
        <source>Nothing it held works any more.</source>
        <translation>Nichts, was sie besaß, gilt noch.</translation>
    </message>
    <message>
        <source>Frozen: it cannot sign in, and nothing it holds works</source>
        <translation>Eingefroren: Sie kann sich nicht anmelden, und nichts, was sie besitzt, gilt</translation>
    </message>
    <message>
        <source>Frozen by %1: it cannot sign in, and nothing it holds works</source>
        <translation>Eingefroren von %1: Sie kann sich nicht anmelden, und nichts, was sie besitzt, gilt</translation>
    </message>
    <message>
        <source>It was never used since it was registered.</source>
        <translation>Sie wurde seit ihrer Registrierung nie genutzt.</translation>
    </message>
    <message>
        <source>It was not used for a long time.</source>
        <translation>Sie wurde lange nicht genutzt.</translation>
    </message>
    <message>
        <source>Nobody seems to need it</source>
        <translation>Anscheinend braucht sie niemand</translation>
    </message>
    <message numerus="yes">
        <source>There are %n more just like it</source>
        <extracomment>%1 are client ids.</extracomment>
        <translation>
            <numerusform>Es gibt %n weitere, die ihr genau gleicht</numerusform>
            <numerusform>Es gibt %n weitere, die ihr genau gleichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Registered with the same data: %1</source>
        <translation>Mit denselben Angaben registriert: %1</translation>
    </message>
    <message>
        <source>Asking the authority…</source>
        <translation>Freigabestelle wird gefragt …</translation>
    </message>
    <message>
        <source>Until it answers, everything is as it was.</source>
        <translation>Bis sie antwortet, bleibt alles, wie es war.</translation>
    </message>
    <message>
        <source>It was extended</source>
        <translation>Sie wurde verlängert</translation>
    </message>
    <message>
        <source>It has a new secret; the old one is dead</source>
        <translation>Sie hat ein neues Geheimnis; das alte gilt nicht mehr</translation>
    </message>
    <message>
        <source>It is frozen</source>
        <translation>Sie ist eingefroren</translation>
    </message>
    <message>
        <source>It can go on</source>
        <translation>Sie ist wieder zugelassen</translation>
    </message>
    <message>
        <source>It is revoked</source>
        <translation>Sie ist widerrufen</translation>
    </message>
    <message>
        <source>The authority confirmed it.</source>
        <translation>Die Freigabestelle hat es bestätigt.</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <extracomment>%1 is a sentence of ours, %2 what the authority said, in its words.</extracomment>
        <translation>Es wurde nichts geändert</translation>
    </message>
    <message>
        <source>%1 It says: %2</source>
        <translation>%1 Sie meldet: %2</translation>
    </message>
    <message>
        <source>It is not known whether this was done</source>
        <translation>Ob dies ausgeführt wurde, ist nicht bekannt</translation>
    </message>
    <message>
        <source>No answer came. If there is a new secret, nobody has seen it: make another one.</source>
        <translation>Es kam keine Antwort. Falls es ein neues Geheimnis gibt, hat es niemand gesehen: Erzeugen Sie ein weiteres.</translation>
    </message>
    <message>
        <source>No answer came. What stands here is what the authority says now; look before you try again.</source>
        <translation>Es kam keine Antwort. Was hier steht, ist der jetzige Stand der Freigabestelle; sehen Sie nach, bevor Sie es erneut versuchen.</translation>
    </message>
    <message>
        <source>This client belongs to the authority itself and cannot be changed.</source>
        <translation>Diese Anwendung gehört zur Freigabestelle selbst und kann nicht geändert werden.</translation>
    </message>
    <message>
        <source>The authority cannot be reached, so nothing can be changed now.</source>
        <translation>Die Freigabestelle ist nicht erreichbar; deshalb kann jetzt nichts geändert werden.</translation>
    </message>
    <message>
        <source>Your sign-in at this authority may look at clients, but not change them.</source>
        <translation>Mit Ihrer Anmeldung bei dieser Freigabestelle dürfen Sie Anwendungen ansehen, aber nicht ändern.</translation>
    </message>
    <message>
        <source>What it may have with an approval only</source>
        <translation>Was sie nur mit einer Freigabe bekommt</translation>
    </message>
</context>
<context>
    <name>countersign::clients::ClientDelegate</name>
    <message numerus="yes">
        <source>%n duplicates</source>
        <translation>
            <numerusform>%n Duplikat</numerusform>
            <numerusform>%n Duplikate</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is &quot;2 duplicates&quot;, %2 &quot;never used&quot;.</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n live tokens</source>
        <translation>
            <numerusform>%n gültiges Token</numerusform>
            <numerusform>%n gültige Token</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · ended %2</source>
        <extracomment>%1 is the owner, %2 a moment.</extracomment>
        <translation>%1 · beendet: %2</translation>
    </message>
    <message>
        <source>at an unknown time</source>
        <translation>Zeitpunkt unbekannt</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>owner and scope</comment>
        <extracomment>%1 is the owner, %2 the one thing the client may do.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n scopes</source>
        <translation>
            <numerusform>%1 · %n Berechtigung</numerusform>
            <numerusform>%1 · %n Berechtigungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · no scopes of its own</source>
        <extracomment>%1 is the owner.</extracomment>
        <translation>%1 · keine eigenen Berechtigungen</translation>
    </message>
</context>
<context>
    <name>countersign::clients::ClientList</name>
    <message>
        <source>Clients</source>
        <translation>Anwendungen</translation>
    </message>
</context>
<context>
    <name>countersign::clients::ClientsPage</name>
    <message>
        <source>Clients</source>
        <translation>Anwendungen</translation>
    </message>
    <message>
        <source>Read the list again</source>
        <translation>Liste neu lesen</translation>
    </message>
    <message>
        <source>Search name, owner, reason, scope</source>
        <translation>Name, Verantwortliche, Grund, Berechtigung</translation>
    </message>
    <message>
        <source>Which clients</source>
        <translation>Welche Anwendungen</translation>
    </message>
    <message>
        <source>New temporary client</source>
        <translation>Neue befristete Anwendung</translation>
    </message>
    <message>
        <source>Reading the clients…</source>
        <translation>Anwendungen werden gelesen …</translation>
    </message>
    <message>
        <source>There are more clients than can be listed here</source>
        <translation>Es gibt mehr Anwendungen, als hier aufgelistet werden können</translation>
    </message>
    <message>
        <source>The newest are shown. Ask whoever runs the authority to clear up.</source>
        <translation>Die neuesten werden gezeigt. Bitten Sie den Betreiber der Freigabestelle, aufzuräumen.</translation>
    </message>
    <message>
        <source>Choose a client to see what it may do, until when, and what of it is alive.</source>
        <translation>Wählen Sie eine Anwendung, um zu sehen, was sie darf, bis wann und was davon gerade gültig ist.</translation>
    </message>
    <message>
        <source>All that live: %1</source>
        <translation>Alle bestehenden: %1</translation>
    </message>
    <message>
        <source>Temporary: %1</source>
        <translation>Befristet: %1</translation>
    </message>
    <message>
        <source>Standing: %1</source>
        <translation>Dauerhaft: %1</translation>
    </message>
    <message>
        <source>Idle: %1</source>
        <translation>Ungenutzt: %1</translation>
    </message>
    <message>
        <source>Duplicates: %1</source>
        <translation>Duplikate: %1</translation>
    </message>
    <message>
        <source>Ended: %1</source>
        <comment>how many</comment>
        <translation>Beendet: %1</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>What stands here may have changed meanwhile. Clients still die on time: the authority sees to that.</source>
        <translation>Was hier steht, kann sich inzwischen geändert haben. Anwendungen enden trotzdem pünktlich: Dafür sorgt die Freigabestelle.</translation>
    </message>
    <message>
        <source>The list could not be read again</source>
        <translation>Die Liste konnte nicht neu gelesen werden</translation>
    </message>
    <message>
        <source>What stands here is from before.</source>
        <translation>Was hier steht, ist ein älterer Stand.</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>No client that has ended matches. Ended ones stay listed, so that they can be answered for.</source>
        <translation>Keine beendete Anwendung passt dazu. Beendete bleiben aufgelistet, damit über sie Rechenschaft gegeben werden kann.</translation>
    </message>
    <message>
        <source>There are clients, but none of this kind with these words.</source>
        <translation>Es gibt Anwendungen, aber keine dieser Art mit diesen Wörtern.</translation>
    </message>
    <message>
        <source>Show all that live</source>
        <translation>Alle bestehenden anzeigen</translation>
    </message>
    <message>
        <source>You may not see this</source>
        <translation>Sie dürfen dies nicht sehen</translation>
    </message>
    <message>
        <source>Your sign-in does not allow you to manage clients. An administrator of the authority can.</source>
        <translation>Mit Ihrer Anmeldung dürfen Sie Anwendungen nicht verwalten. Die Administration der Freigabestelle darf es.</translation>
    </message>
    <message>
        <source>The clients could not be read</source>
        <translation>Die Anwendungen konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>The authority did not answer as expected. There may be clients that are not shown.</source>
        <translation>Die Freigabestelle hat nicht wie erwartet geantwortet. Es kann Anwendungen geben, die hier fehlen.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>The authority cannot be reached, so its clients are not known here. They still die on time.</source>
        <translation>Die Freigabestelle ist nicht erreichbar; deshalb sind ihre Anwendungen hier nicht bekannt. Sie enden trotzdem pünktlich.</translation>
    </message>
    <message>
        <source>There are no clients yet</source>
        <translation>Es gibt noch keine Anwendungen</translation>
    </message>
    <message>
        <source>A client is a program that may sign in here. Make a temporary one when somebody needs access for a while: it dies by itself.</source>
        <translation>Eine Anwendung ist ein Programm, das sich hier anmelden darf. Legen Sie eine befristete an, wenn jemand für eine Weile Zugriff braucht: Sie endet von selbst.</translation>
    </message>
    <message>
        <source>The new secret</source>
        <translation>Das neue Geheimnis</translation>
    </message>
    <message>
        <source>Give up this new client?</source>
        <translation>Diese neue Anwendung verwerfen?</translation>
    </message>
    <message>
        <source>Nothing was created. What you have entered is lost.</source>
        <translation>Es wurde nichts angelegt. Was Sie eingegeben haben, geht verloren.</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Go on entering</source>
        <translation>Weiter eingeben</translation>
    </message>
    <message>
        <source>The client was created</source>
        <translation>Die Anwendung wurde angelegt</translation>
    </message>
    <message>
        <source>Initial access tokens</source>
        <translation>Anfangstoken</translation>
    </message>
    <message>
        <source>The token was made</source>
        <translation>Das Token wurde erstellt</translation>
    </message>
</context>
<context>
    <name>countersign::clients::EndWarnings</name>
    <message>
        <source>%1 lives until %2 now.</source>
        <comment>a client&apos;s name, a moment</comment>
        <translation>%1 gilt jetzt bis %2.</translation>
    </message>
    <message>
        <source>No answer came, so it is not known whether %1 was extended. Look at it among the clients.</source>
        <translation>Es kam keine Antwort; deshalb ist nicht bekannt, ob %1 verlängert wurde. Sehen Sie bei den Anwendungen nach.</translation>
    </message>
    <message>
        <source>%1 was not extended: the authority did not allow it.</source>
        <translation>%1 wurde nicht verlängert: Die Freigabestelle hat es nicht erlaubt.</translation>
    </message>
    <message>
        <source>%1 ends in %2.</source>
        <comment>a client&apos;s name, a duration</comment>
        <translation>%1 endet in %2.</translation>
    </message>
    <message>
        <source>Extend by %1</source>
        <comment>a duration</comment>
        <translation>Um %1 verlängern</translation>
    </message>
    <message>
        <source>Still needed when its end was announced</source>
        <translation>Noch gebraucht, als ihr Ende angekündigt wurde</translation>
    </message>
</context>
<context>
    <name>countersign::clients::NewClientForm</name>
    <message>
        <source>New temporary client</source>
        <translation>Neue befristete Anwendung</translation>
    </message>
    <message>
        <source>It dies by itself at its end, with everything it holds. Give it as little, for as short a time, as the work needs.</source>
        <translation>Sie endet von selbst zu ihrem Zeitpunkt, mit allem, was sie besitzt. Geben Sie ihr so wenig und für so kurze Zeit, wie die Arbeit es erfordert.</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>Freigabestelle</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What people will read: archive-migration</source>
        <translation>Was andere lesen werden: archive-migration</translation>
    </message>
    <message>
        <source>Why it is needed</source>
        <translation>Wozu sie gebraucht wird</translation>
    </message>
    <message>
        <source>Who answers for it</source>
        <translation>Wer für sie verantwortlich ist</translation>
    </message>
    <message>
        <source>Ticket, if there is one</source>
        <translation>Ticket, falls vorhanden</translation>
    </message>
    <message>
        <source>How long it lives</source>
        <translation>Wie lange sie besteht</translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation>Was sie darf</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Search scopes</source>
        <translation>Berechtigungen durchsuchen</translation>
    </message>
    <message>
        <source>Scopes by name, with blanks between them</source>
        <translation>Berechtigungen mit Namen, durch Leerzeichen getrennt</translation>
    </message>
    <message>
        <source>Requests it may make</source>
        <translation>Anfragen, die sie stellen darf</translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation>Vorgänge durchsuchen</translation>
    </message>
    <message>
        <source>Requests it may make, each decided by people</source>
        <translation>Anfragen, die sie stellen darf; über jede entscheiden Menschen</translation>
    </message>
    <message>
        <source>What this comes to</source>
        <translation>Was sich daraus ergibt</translation>
    </message>
    <message>
        <source>Create the client</source>
        <translation>Anwendung anlegen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>%1 is the name of an authority, %2 its host.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Choose the authority first: each has scopes of its own.</source>
        <translation>Wählen Sie zuerst die Freigabestelle: Jede hat ihre eigenen Berechtigungen.</translation>
    </message>
    <message>
        <source>The catalogue of this authority cannot be read, so risk and owner are not known here.</source>
        <translation>Der Katalog dieser Freigabestelle kann nicht gelesen werden; deshalb sind Risiko und Verantwortliche hier nicht bekannt.</translation>
    </message>
    <message>
        <source>Reading the catalogue…</source>
        <translation>Katalog wird gelesen …</translation>
    </message>
    <message>
        <source>The catalogue offers no scope.</source>
        <translation>Der Katalog bietet keine Berechtigung an.</translation>
    </message>
    <message>
        <source>Harmless ones first. Without any, it may only ask for what people decide.</source>
        <translation>Harmlose zuerst. Ohne Berechtigung darf sie nur um das bitten, worüber Menschen entscheiden.</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>Wird angelegt …</translation>
    </message>
    <message>
        <source>It was not created</source>
        <extracomment>%1 is a sentence of ours, %2 what the authority said, in its words.</extracomment>
        <translation>Sie wurde nicht angelegt</translation>
    </message>
    <message>
        <source>%1 It says: %2</source>
        <translation>%1 Sie meldet: %2</translation>
    </message>
    <message>
        <source>It is not known whether it was created</source>
        <translation>Ob sie angelegt wurde, ist nicht bekannt</translation>
    </message>
    <message>
        <source>No answer came. Look for it in the list: if it is there, give it a new secret or revoke it. Change something here before you try again.</source>
        <translation>Es kam keine Antwort. Suchen Sie sie in der Liste: Wenn sie dort steht, geben Sie ihr ein neues Geheimnis oder widerrufen Sie sie. Ändern Sie hier etwas, bevor Sie es erneut versuchen.</translation>
    </message>
    <message>
        <source>nothing by itself.</source>
        <translation>von sich aus nichts.</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is &quot;“ci-runner” may do this until 22 Nov 2026 16:02:00, for 2 h:&quot;, %2 names of scopes or &quot;nothing by itself.&quot;</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>It may ask people to approve: %1</source>
        <comment>names of action types</comment>
        <translation>Sie darf Menschen um Genehmigung bitten für: %1</translation>
    </message>
    <message>
        <source>Scopes with an approval</source>
        <translation>Berechtigungen mit Freigabe</translation>
    </message>
    <message>
        <source>Scopes it may ask for, for a while, each time decided by people</source>
        <translation>Berechtigungen, um die sie auf Zeit bitten darf; jedes Mal entscheiden Menschen</translation>
    </message>
    <message>
        <source>Only with an approval: %1. So far it may ask for nothing: choose its requests too.</source>
        <comment>names of scopes</comment>
        <translation>Nur mit einer Freigabe: %1. Noch darf sie um nichts bitten: Wählen Sie auch ihre Anfragen aus.</translation>
    </message>
    <message>
        <source>Only with an approval: %1</source>
        <comment>names of scopes</comment>
        <translation>Nur mit einer Freigabe: %1</translation>
    </message>
</context>
<context>
    <name>countersign::clients::PickDelegate</name>
    <message>
        <source>%1, deprecated</source>
        <comment>a risk such as Low risk</comment>
        <translation>%1, veraltet</translation>
    </message>
</context>
<context>
    <name>countersign::clients::PickList</name>
    <message>
        <source>Nothing matches.</source>
        <translation>Keine Treffer.</translation>
    </message>
    <message>
        <source>%1 · owner: %2</source>
        <extracomment>%1 is the scope&apos;s title, %2 who answers for it.</extracomment>
        <translation>%1 · verantwortlich: %2</translation>
    </message>
    <message>
        <source>%1 · decided by: %2</source>
        <extracomment>%1 is the sentence of an action with places for its values, %2 groups of people.</extracomment>
        <translation>%1 · Entscheidung durch: %2</translation>
    </message>
</context>
<context>
    <name>countersign::clients::PickModel</name>
    <message>
        <source>%1. %2. Deprecated. %3</source>
        <extracomment>For screen readers: a scope&apos;s name, its risk, its title and owner.</extracomment>
        <translation>%1. %2. Veraltet. %3</translation>
    </message>
    <message>
        <source>%1. %2. %3</source>
        <translation>%1. %2. %3</translation>
    </message>
</context>
<context>
    <name>countersign::clients::ScopeRows</name>
    <message>
        <source>Deprecated</source>
        <translation>Veraltet</translation>
    </message>
    <message>
        <source>Not in the catalogue</source>
        <translation>Nicht im Katalog</translation>
    </message>
    <message>
        <source>%1 · owner: %2</source>
        <extracomment>%1 is the scope&apos;s title, %2 who answers for it.</extracomment>
        <translation>%1 · verantwortlich: %2</translation>
    </message>
    <message>
        <source>None. By itself it may do nothing.</source>
        <translation>Keine. Von sich aus darf sie nichts.</translation>
    </message>
</context>
<context>
    <name>countersign::clients::SecretPanel</name>
    <message>
        <source>Client secret, shown once</source>
        <translation>Geheimnis der Anwendung, einmal gezeigt</translation>
    </message>
    <message>
        <source>Copy the secret</source>
        <translation>Geheimnis kopieren</translation>
    </message>
    <message>
        <source>I have stored it</source>
        <translation>Ich habe es verwahrt</translation>
    </message>
    <message>
        <source>The secret, shown this once</source>
        <translation>Das Geheimnis, nur dieses eine Mal gezeigt</translation>
    </message>
    <message>
        <source>Put it where the program reads it. The authority keeps only a fingerprint of it: what is lost here can only be replaced, never shown again.</source>
        <translation>Legen Sie es dort ab, wo das Programm es liest. Die Freigabestelle behält davon nur einen Fingerabdruck: Was hier verloren geht, kann nur ersetzt und nie wieder gezeigt werden.</translation>
    </message>
    <message>
        <source>The clipboard was emptied.</source>
        <translation>Die Zwischenablage wurde geleert.</translation>
    </message>
    <message>
        <source>The authority gave less than was asked for</source>
        <translation>Die Freigabestelle hat weniger erteilt als angefragt</translation>
    </message>
    <message>
        <source>Not given: %1</source>
        <comment>names of scopes</comment>
        <translation>Nicht erteilt: %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Anwendungs-ID</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>None. By itself it may do nothing.</source>
        <translation>Keine. Von sich aus darf sie nichts.</translation>
    </message>
    <message>
        <source>When it is copied, the clipboard is emptied again after 30 seconds, and when Countersign is closed.</source>
        <translation>Nach dem Kopieren wird die Zwischenablage nach 30 Sekunden wieder geleert, und ebenso, wenn Countersign geschlossen wird.</translation>
    </message>
    <message>
        <source>Copied. The clipboard is emptied in 30 seconds.</source>
        <translation>Kopiert. Die Zwischenablage wird in 30 Sekunden geleert.</translation>
    </message>
    <message>
        <source>The secret was not copied</source>
        <translation>Das Geheimnis wurde nicht kopiert</translation>
    </message>
    <message>
        <source>It is not shown again. If it is not stored anywhere, the client needs a new one before it can be used.</source>
        <translation>Es wird nicht noch einmal gezeigt. Wenn es nirgends verwahrt ist, braucht die Anwendung ein neues, bevor sie genutzt werden kann.</translation>
    </message>
    <message>
        <source>Go on without it</source>
        <translation>Ohne Geheimnis fortfahren</translation>
    </message>
    <message>
        <source>Back to the secret</source>
        <translation>Zurück zum Geheimnis</translation>
    </message>
    <message>
        <source>The token, shown this once</source>
        <translation>Das Token, nur dieses eine Mal zu sehen</translation>
    </message>
    <message>
        <source>Whoever holds it can register clients within its limits: put it where only the pipeline reads it. The authority keeps only a fingerprint of it.</source>
        <translation>Wer es hat, kann in seinen Grenzen Anwendungen anmelden: Legen Sie es dorthin, wo nur die Pipeline es liest. Die Freigabestelle behält nur einen Fingerabdruck davon.</translation>
    </message>
    <message>
        <source>Initial access token, shown once</source>
        <translation>Anfangstoken, einmal zu sehen</translation>
    </message>
    <message>
        <source>Token id</source>
        <translation>Kennung des Tokens</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>It is not shown again. If it is not stored anywhere, revoke it and make another one.</source>
        <translation>Es wird nicht noch einmal gezeigt. Ist es nirgends abgelegt, so widerrufen Sie es und erstellen Sie ein anderes.</translation>
    </message>
</context>
<context>
    <name>countersign::clients::TokenForm</name>
    <message>
        <source>New initial access token</source>
        <translation>Neues Anfangstoken</translation>
    </message>
    <message>
        <source>How many clients may be registered with it</source>
        <translation>Wie viele Anwendungen damit angemeldet werden dürfen</translation>
    </message>
    <message>
        <source>How long it works</source>
        <translation>Wie lange es gilt</translation>
    </message>
    <message>
        <source>The longest life of such a client</source>
        <translation>Die längste Lebensdauer einer solchen Anwendung</translation>
    </message>
    <message>
        <source>Scopes such a client may have</source>
        <translation>Berechtigungen, die eine solche Anwendung haben darf</translation>
    </message>
    <message>
        <source>Scopes it may be given with an approval only</source>
        <translation>Berechtigungen, die sie nur mit einer Freigabe bekommt</translation>
    </message>
    <message>
        <source>Requests such a client may make</source>
        <translation>Anfragen, die eine solche Anwendung stellen darf</translation>
    </message>
    <message>
        <source>Make the token</source>
        <translation>Token erstellen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Search the catalogue</source>
        <translation>Im Katalog suchen</translation>
    </message>
</context>
<context>
    <name>countersign::clients::TokensPane</name>
    <message>
        <source>Revoked</source>
        <comment>an initial access token</comment>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Over</source>
        <comment>an initial access token</comment>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Used up</source>
        <comment>an initial access token</comment>
        <translation>Aufgebraucht</translation>
    </message>
    <message>
        <source>Works</source>
        <comment>an initial access token</comment>
        <translation>Gilt</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Reading the tokens…</source>
        <translation>Die Token werden gelesen …</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>Freigabestelle</translation>
    </message>
    <message>
        <source>New token</source>
        <translation>Neues Token</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Initial access tokens</source>
        <translation>Anfangstoken</translation>
    </message>
    <message>
        <source>Whoever holds one may register temporary clients, so many and until then, which have no more than it names. Nobody approves them one by one.</source>
        <translation>Wer eines hat, darf befristete Anwendungen anmelden, so viele und bis dahin, die nicht mehr dürfen, als es nennt. Niemand gibt sie einzeln frei.</translation>
    </message>
    <message>
        <source>Why it is revoked</source>
        <translation>Warum es widerrufen wird</translation>
    </message>
    <message>
        <source>Why it is revoked; stands in the log</source>
        <translation>Warum es widerrufen wird; steht im Protokoll</translation>
    </message>
    <message>
        <source>Revoke it</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Erstellt von</translation>
    </message>
    <message>
        <source>Works until</source>
        <translation>Gilt bis</translation>
    </message>
    <message>
        <source>Clients left</source>
        <translation>Noch mögliche Anwendungen</translation>
    </message>
    <message>
        <source>Longest life</source>
        <translation>Längste Lebensdauer</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>With an approval</source>
        <translation>Mit einer Freigabe</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Widerrufen …</translation>
    </message>
    <message>
        <source>The tokens could not be read; what stands here is from before.</source>
        <translation>Die Token konnten nicht gelesen werden; was hier steht, ist von vorher.</translation>
    </message>
    <message>
        <source>The authority cannot be reached, so its tokens are not known here.</source>
        <translation>Die Freigabestelle ist nicht erreichbar, daher sind ihre Token hier nicht bekannt.</translation>
    </message>
    <message>
        <source>There is none: nobody registers clients without an administrator or an approval.</source>
        <translation>Es gibt keines: Ohne Administrator oder Freigabe meldet niemand Anwendungen an.</translation>
    </message>
    <message>
        <source>The token is revoked</source>
        <translation>Das Token ist widerrufen</translation>
    </message>
    <message>
        <source>Nobody can register a client with it any more. Clients registered with it live on until their own end.</source>
        <translation>Niemand kann damit noch eine Anwendung anmelden. Die damit angemeldeten leben bis zu ihrem eigenen Ende weiter.</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <extracomment>%1 is a sentence of ours, %2 what the authority said, in its words.</extracomment>
        <translation>Es wurde nichts geändert</translation>
    </message>
    <message>
        <source>%1 It says: %2</source>
        <translation>%1 Sie meldet: %2</translation>
    </message>
    <message>
        <source>It is not known whether this was done</source>
        <translation>Ob dies ausgeführt wurde, ist nicht bekannt</translation>
    </message>
    <message>
        <source>No answer came. If there is a new token, nobody has seen it: revoke it and make another one.</source>
        <translation>Es kam keine Antwort. Gibt es ein neues Token, so hat es niemand gesehen: Widerrufen Sie es und erstellen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Revoke %1? It cannot be used again; clients registered with it live on.</source>
        <translation>%1 widerrufen? Es lässt sich nicht mehr verwenden; die damit angemeldeten Anwendungen leben weiter.</translation>
    </message>
</context>
<context>
    <name>countersign::console::CatalogDraft</name>
    <message>
        <source>Back to version %1</source>
        <translation>Zurück zu Fassung %1</translation>
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
    <message>
        <source>Access ends soon</source>
        <translation>Zugriff endet bald</translation>
    </message>
    <message>
        <source>%1 ends soon.</source>
        <comment>the name of a temporary client</comment>
        <translation>%1 endet bald.</translation>
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
        <source>Choose an entry to see who approved it, how it was used and how it ends.</source>
        <translation>Wählen Sie einen Eintrag, um zu sehen, wer ihn genehmigt hat, wie er genutzt wurde und wie er endet.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
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
    <message>
        <source>Base tokens</source>
        <translation>Basistoken</translation>
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
    <message>
        <source>Deny all and freeze this client</source>
        <translation>Alle dieser Anwendung ablehnen und sie einfrieren</translation>
    </message>
    <message>
        <source>What this request says is hidden</source>
        <translation>Was diese Anfrage sagt, ist verdeckt</translation>
    </message>
    <message>
        <source>Nothing is approved while it is hidden. Press H, or the button, when nobody else sees your screen.</source>
        <translation>Solange es verdeckt ist, wird nichts freigegeben. Drücken Sie H oder die Schaltfläche, wenn sonst niemand Ihren Bildschirm sieht.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
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
        <source>Approving this needs a comment.</source>
        <translation>Zum Genehmigen ist ein Kommentar erforderlich.</translation>
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
    <message>
        <source>The time is not sure</source>
        <translation>Die Uhrzeit ist nicht sicher</translation>
    </message>
    <message>
        <source>This computer slept, or a clock was set. The request is being read again; nothing can be approved until then.</source>
        <translation>Dieser Computer war im Ruhezustand, oder eine Uhr wurde gestellt. Die Anfrage wird neu gelesen; bis dahin kann nichts genehmigt werden.</translation>
    </message>
    <message>
        <source>Approve works only while the request is in front, with nothing over or beside it.</source>
        <translation>„Genehmigen“ geht nur, solange die Anfrage im Vordergrund steht und nichts darüber oder daneben liegt.</translation>
    </message>
    <message>
        <source>Read to the end first.</source>
        <translation>Lesen Sie zuerst bis zum Ende.</translation>
    </message>
    <message>
        <source>It needs the code the requester reads out.</source>
        <translation>Erforderlich ist der Anfragecode, den die anfragende Seite vorliest.</translation>
    </message>
    <message>
        <source>An access token for %1 that works for %2, bound to the requester&apos;s key.</source>
        <translation>Ein Zugriffstoken für %1, das %2 lang gilt, gebunden an den Schlüssel der anfragenden Seite.</translation>
    </message>
    <message>
        <source>An access token for %1 that works for %2. It is not bound to a key: whoever holds it can use it.</source>
        <translation>Ein Zugriffstoken für %1, das %2 lang gilt. Es ist an keinen Schlüssel gebunden: Wer es besitzt, kann es nutzen.</translation>
    </message>
    <message>
        <source>An access token for %1 that works for %2 and at most %3 calls, bound to the requester&apos;s key.</source>
        <translation>Ein Zugriffstoken für %1, das %2 lang und für höchstens %3 Aufrufe gilt, gebunden an den Schlüssel der anfragenden Seite.</translation>
    </message>
    <message>
        <source>An access token for %1 that works for %2 and at most %3 calls. It is not bound to a key: whoever holds it can use it.</source>
        <translation>Ein Zugriffstoken für %1, das %2 lang und für höchstens %3 Aufrufe gilt. Es ist an keinen Schlüssel gebunden: Wer es besitzt, kann es nutzen.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: the value as it is signed, in seconds; %2: the same in words, for example &quot;1 h 30 min&quot;</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>The registration of a client that ends by itself after %1.</source>
        <translation>Die Registrierung einer Anwendung, die nach %1 von selbst endet.</translation>
    </message>
    <message>
        <source>No credential: the change is applied at once.</source>
        <translation>Kein Zugangsnachweis: Die Änderung wird sofort übernommen.</translation>
    </message>
    <message>
        <source>One use within %1, for %2, bound to the requester&apos;s key.</source>
        <translation>Eine einzige Nutzung innerhalb von %1, für %2, gebunden an den Schlüssel der anfragenden Seite.</translation>
    </message>
    <message>
        <source>One use within %1, for %2. It is not bound to a key: whoever holds it can use it.</source>
        <translation>Eine einzige Nutzung innerhalb von %1, für %2. Sie ist an keinen Schlüssel gebunden: Wer den Zugangsnachweis besitzt, kann ihn nutzen.</translation>
    </message>
    <message>
        <source>You have decided otherwise already. What you approved can be revoked in Active access.</source>
        <translation>Sie haben bereits anders entschieden. Was Sie genehmigt haben, können Sie unter „Aktive Zugriffe“ widerrufen.</translation>
    </message>
    <message>
        <source>It does not know this request any more, or you may no longer see it.</source>
        <translation>Sie kennt diese Anfrage nicht mehr, oder Sie dürfen sie nicht mehr sehen.</translation>
    </message>
    <message>
        <source>Your decision was confirmed by the authority. It could not be checked within a minute that it stands in the log; that is tried again.</source>
        <translation>Ihre Entscheidung wurde von der Freigabestelle bestätigt. Binnen einer Minute ließ sich nicht prüfen, ob sie im Protokoll steht; das wird erneut versucht.</translation>
    </message>
    <message>
        <source>What is stored of this request is not what was asked: somebody changed the database. Deny it, and tell whoever runs the authority.</source>
        <translation>Was von dieser Anfrage gespeichert ist, ist nicht das, was angefragt wurde: Jemand hat die Datenbank verändert. Lehnen Sie sie ab und sagen Sie es denen, die die Freigabestelle betreiben.</translation>
    </message>
    <message>
        <source>The authority found its log damaged</source>
        <translation>Die Freigabestelle hat ihr Protokoll beschädigt vorgefunden</translation>
    </message>
    <message>
        <source>It approves nothing until whoever runs it has restored the log. Denying and revoking still work.</source>
        <translation>Sie gibt nichts frei, bis ihre Betreiber das Protokoll wiederhergestellt haben. Ablehnen und Widerrufen sind weiterhin möglich.</translation>
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
        <source>%1 %2: %3</source>
        <extracomment>One earlier request: %1 what became of it, %2 when, %3 its sentence.</extracomment>
        <translation>%1 %2: %3</translation>
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
    <message>
        <source>30 days of this action: %1 approved, %2 denied. Of this client: %3 and %4.</source>
        <extracomment>How requests ended in the last 30 days; %1 to %4 are counts.</extracomment>
        <translation>30 Tage dieses Vorgangs: %1 genehmigt, %2 abgelehnt. Von dieser Anwendung: %3 und %4.</translation>
    </message>
    <message>
        <source>You may decide: you are its approver, and not its requester.</source>
        <translation>Sie dürfen entscheiden: Sie sind hierfür freigabeberechtigt und nicht die anfragende Seite.</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Open beside: %1</source>
        <extracomment>Read out for the button of one earlier request; %1 is what became of it, when, and its sentence.</extracomment>
        <translation>Daneben öffnen: %1</translation>
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
    <message>
        <source>Deny all from this client and freeze it?</source>
        <translation>Alle dieser Anwendung ablehnen und sie einfrieren?</translation>
    </message>
    <message>
        <source>%1 First the client itself is stopped: it can ask for nothing, and nothing it holds works, until an administrator lets it go on.</source>
        <extracomment>%1 is the sentence on denying.</extracomment>
        <translation>%1 Zuerst wird die Anwendung selbst angehalten: Sie kann nichts anfragen, und nichts, was sie besitzt, gilt, bis die Administration sie wieder zulässt.</translation>
    </message>
    <message>
        <source>Deny all and freeze</source>
        <translation>Alle ablehnen und einfrieren</translation>
    </message>
    <message>
        <source>A flood of requests: all of them denied</source>
        <comment>reason, for the log</comment>
        <translation>Eine Flut von Anfragen: alle abgelehnt</translation>
    </message>
    <message>
        <source>Deny all only</source>
        <translation>Nur alle ablehnen</translation>
    </message>
    <message>
        <source>Denying all from this client: %1 of %2</source>
        <extracomment>Denying all requests of a client: %1 of %2 are done.</extracomment>
        <translation>Alle dieser Anwendung werden abgelehnt: %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>The client is frozen, and %n of its requests ended.</source>
        <translation>
            <numerusform>Die Anwendung ist eingefroren, und %n ihrer Anfragen wurde beendet.</numerusform>
            <numerusform>Die Anwendung ist eingefroren, und %n ihrer Anfragen wurden beendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The client is NOT frozen: the authority refused it. %n of its requests were denied.</source>
        <translation>
            <numerusform>Die Anwendung ist NICHT eingefroren: Die Freigabestelle hat es verweigert. %n ihrer Anfragen wurde abgelehnt.</numerusform>
            <numerusform>Die Anwendung ist NICHT eingefroren: Die Freigabestelle hat es verweigert. %n ihrer Anfragen wurden abgelehnt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody knows whether the client is frozen: no answer came. %n of its requests were denied.</source>
        <translation>
            <numerusform>Ob die Anwendung eingefroren ist, ist nicht bekannt: Es kam keine Antwort. %n ihrer Anfragen wurde abgelehnt.</numerusform>
            <numerusform>Ob die Anwendung eingefroren ist, ist nicht bekannt: Es kam keine Antwort. %n ihrer Anfragen wurden abgelehnt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n requests are denied.</source>
        <translation>
            <numerusform>Die %n Anfrage ist abgelehnt.</numerusform>
            <numerusform>Alle %n Anfragen sind abgelehnt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 requests were denied. The others ended otherwise, were left when you stopped, or nobody answered.</source>
        <extracomment>%1 is how many were meant.</extracomment>
        <translation>
            <numerusform>%n von %1 Anfragen wurde abgelehnt. Die übrigen endeten anders, blieben offen, als Sie angehalten haben, oder es kam keine Antwort.</numerusform>
            <numerusform>%n von %1 Anfragen wurden abgelehnt. Die übrigen endeten anders, blieben offen, als Sie angehalten haben, oder es kam keine Antwort.</numerusform>
        </translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
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
    <message>
        <source>Calls granted</source>
        <translation>Gewährte Aufrufe</translation>
    </message>
    <message numerus="yes">
        <source>%n calls, as asked</source>
        <translation>
            <numerusform>%n Aufruf, wie angefragt</numerusform>
            <numerusform>%n Aufrufe, wie angefragt</numerusform>
        </translation>
    </message>
    <message>
        <source>Any number of calls, as asked</source>
        <translation>Beliebig viele Aufrufe, wie angefragt</translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n Aufruf</numerusform>
            <numerusform>%n Aufrufe</numerusform>
        </translation>
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
    <name>countersign::inbox::PastPanel</name>
    <message>
        <source>Past request</source>
        <translation>Frühere Anfrage</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>A past request</source>
        <translation>Eine frühere Anfrage</translation>
    </message>
    <message>
        <source>Shown to compare. Nothing can be decided here.</source>
        <translation>Zum Vergleich gezeigt. Hier kann nichts entschieden werden.</translation>
    </message>
    <message>
        <source>This request could not be read</source>
        <translation>Diese Anfrage konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Reading the request…</source>
        <translation>Anfrage wird gelesen …</translation>
    </message>
    <message>
        <source>You may not be allowed to see it any more, or the authority cannot be reached.</source>
        <translation>Sie dürfen sie vielleicht nicht mehr sehen, oder die Freigabestelle ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>A past request: %1</source>
        <extracomment>%1 is what became of an earlier request: &quot;Denied&quot;, &quot;Approved, used&quot;.</extracomment>
        <translation>Eine frühere Anfrage: %1</translation>
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
    <message>
        <source>What is asked is hidden</source>
        <translation>Worum es geht, ist verdeckt</translation>
    </message>
    <message>
        <source>somebody</source>
        <comment>in place of a hidden name</comment>
        <translation>jemanden</translation>
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
    <name>countersign::scopes::EditorPane</name>
    <message>
        <source>Catalogue text</source>
        <translation>Text des Katalogs</translation>
    </message>
    <message>
        <source>Back to the scopes; your change stays</source>
        <translation>Zurück zu den Berechtigungen; Ihre Änderung bleibt</translation>
    </message>
    <message>
        <source>Edit the catalogue</source>
        <translation>Katalog bearbeiten</translation>
    </message>
    <message>
        <source>Add a scope</source>
        <translation>Berechtigung hinzufügen</translation>
    </message>
    <message>
        <source>Edit as a form</source>
        <translation>Als Formular bearbeiten</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen …</translation>
    </message>
    <message>
        <source>Review the change</source>
        <translation>Änderung prüfen</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Based on version %1. Nothing is in force before you review and apply it.</source>
        <translation>Beruht auf Fassung %1. Nichts gilt, bevor Sie es prüfen und übernehmen.</translation>
    </message>
    <message>
        <source>Somebody else was first</source>
        <translation>Jemand anderes war schneller</translation>
    </message>
    <message>
        <source>Version %1 came into force while you were writing. Your text is untouched; bring both together before it can be applied.</source>
        <translation>Fassung %1 ist in Kraft getreten, während Sie geschrieben haben. Ihr Text ist unberührt; führen Sie beides zusammen, bevor er übernommen werden kann.</translation>
    </message>
    <message>
        <source>Show both</source>
        <translation>Beide anzeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n errors to mend before it can be applied.</source>
        <translation>
            <numerusform>%n Fehler ist zu beheben, bevor der Text übernommen werden kann.</numerusform>
            <numerusform>%n Fehler sind zu beheben, bevor der Text übernommen werden kann.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No errors. %n warnings worth a look.</source>
        <translation>
            <numerusform>Keine Fehler. %n Warnung, die einen Blick wert ist.</numerusform>
            <numerusform>Keine Fehler. %n Warnungen, die einen Blick wert sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>No errors and no warnings.</source>
        <translation>Keine Fehler und keine Warnungen.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <extracomment>%1 is a line number, %2 a sentence.</extracomment>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>Error. %1</source>
        <translation>Fehler. %1</translation>
    </message>
    <message>
        <source>Warning. %1</source>
        <translation>Warnung. %1</translation>
    </message>
    <message>
        <source>There is another scope of that name</source>
        <translation>Es gibt eine andere Berechtigung dieses Namens</translation>
    </message>
    <message>
        <source>Names are given once. Choose another one, or edit that scope.</source>
        <translation>Namen werden nur einmal vergeben. Wählen Sie einen anderen, oder bearbeiten Sie jene Berechtigung.</translation>
    </message>
    <message>
        <source>The form cannot write this</source>
        <translation>Das Formular kann dies nicht schreiben</translation>
    </message>
    <message>
        <source>The text holds this scope in a way only you should change. Edit it in the text.</source>
        <translation>Im Text steht diese Berechtigung in einer Form, die nur Sie selbst ändern sollten. Bearbeiten Sie sie im Text.</translation>
    </message>
</context>
<context>
    <name>countersign::scopes::HistoryPane</name>
    <message>
        <source>%1 · %2</source>
        <extracomment>%1 is a person, %2 a moment.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Version %1, %2, %3</source>
        <translation>Fassung %1, %2, %3</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Fassung %1</translation>
    </message>
    <message>
        <source>Back to the scopes</source>
        <translation>Zurück zu den Berechtigungen</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Fassungen</translation>
    </message>
    <message>
        <source>Reading the versions…</source>
        <translation>Fassungen werden gelesen …</translation>
    </message>
    <message>
        <source>Versions of the catalogue</source>
        <translation>Fassungen des Katalogs</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Compared with the version before</source>
        <translation>Verglichen mit der vorherigen Fassung</translation>
    </message>
    <message>
        <source>Compared with the version in force</source>
        <translation>Verglichen mit der geltenden Fassung</translation>
    </message>
    <message>
        <source>The text, before and after</source>
        <translation>Der Text, vorher und nachher</translation>
    </message>
    <message>
        <source>Go back to this version…</source>
        <translation>Zu dieser Fassung zurückkehren …</translation>
    </message>
    <message>
        <source>The versions could not be read</source>
        <translation>Die Fassungen konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>The authority did not answer as expected.</source>
        <translation>Die Freigabestelle hat nicht wie erwartet geantwortet.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Version %1, in force</source>
        <translation>Fassung %1, in Kraft</translation>
    </message>
    <message>
        <source>The text of this version could not be read.</source>
        <translation>Der Text dieser Fassung konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>There is no difference.</source>
        <translation>Es gibt keinen Unterschied.</translation>
    </message>
    <message>
        <source>Reading the texts…</source>
        <translation>Texte werden gelesen …</translation>
    </message>
</context>
<context>
    <name>countersign::scopes::ProposalsPane</name>
    <message>
        <source>Why</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>Ausgehend von</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Fassung %1</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>Agreed</source>
        <extracomment>%1 of %2 second admins have agreed so far.</extracomment>
        <translation>Zugestimmt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Denied by</source>
        <translation>Abgelehnt von</translation>
    </message>
    <message>
        <source>Agreed to by</source>
        <translation>Zugestimmt hat</translation>
    </message>
    <message>
        <source>Back to the scopes</source>
        <translation>Zurück zu den Berechtigungen</translation>
    </message>
    <message>
        <source>Changes you asked a second admin for</source>
        <translation>Änderungen, für die Sie eine zweite Person der Administration gefragt haben</translation>
    </message>
    <message>
        <source>Whoever decides types a confirmation code. It was shown once, when you asked, and cannot be read again. If it is lost, ask anew.</source>
        <translation>Wer entscheidet, tippt einen Bestätigungscode ein. Er wurde einmal gezeigt, als Sie fragten, und kann nicht noch einmal gelesen werden. Ist er verloren, fragen Sie neu.</translation>
    </message>
    <message>
        <source>Confirmation code: %1. Tell it to whoever decides, not in writing.</source>
        <translation>Bestätigungscode: %1. Sagen Sie ihn der Person, die entscheidet, nicht schriftlich.</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>Open the request</source>
        <translation>Anfrage öffnen</translation>
    </message>
    <message>
        <source>Put it away</source>
        <translation>Weglegen</translation>
    </message>
</context>
<context>
    <name>countersign::scopes::ReviewPane</name>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <extracomment>%1 is the name of a field, %2 its value before, %3 its value after.</extracomment>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Review the change</source>
        <translation>Änderung prüfen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Why this change is made</source>
        <translation>Warum diese Änderung erfolgt</translation>
    </message>
    <message>
        <source>Why this change is made; stands in the log and in the history</source>
        <translation>Warum diese Änderung erfolgt; steht im Protokoll und im Verlauf</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Bring both together</source>
        <translation>Beide zusammenführen</translation>
    </message>
    <message>
        <source>Keep my text as it is</source>
        <translation>Meinen Text behalten, wie er ist</translation>
    </message>
    <message>
        <source>Discard my change…</source>
        <translation>Meine Änderung verwerfen …</translation>
    </message>
    <message>
        <source>Two changes at the same time</source>
        <translation>Zwei Änderungen zur selben Zeit</translation>
    </message>
    <message>
        <source>Waiting for a second admin</source>
        <translation>Wartet auf eine zweite Person der Administration</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>Wird übernommen …</translation>
    </message>
    <message>
        <source>Asking the authority what would follow…</source>
        <translation>Freigabestelle wird gefragt, was daraus folgen würde …</translation>
    </message>
    <message>
        <source>Ask a second admin</source>
        <translation>Zweite Person fragen</translation>
    </message>
    <message>
        <source>Both changes touch the same lines, so they cannot be brought together by themselves. Take over by hand what you need, or keep your text: the review then shows what that undoes.</source>
        <translation>Beide Änderungen betreffen dieselben Zeilen und lassen sich deshalb nicht von selbst zusammenführen. Übertragen Sie von Hand, was Sie brauchen, oder behalten Sie Ihren Text: Die Prüfung zeigt dann, was das rückgängig macht.</translation>
    </message>
    <message>
        <source>Bringing both together keeps every line that only one of you changed. You see the result before anything is applied.</source>
        <translation>Beim Zusammenführen bleibt jede Zeile erhalten, die nur eine Seite geändert hat. Sie sehen das Ergebnis, bevor etwas übernommen wird.</translation>
    </message>
    <message>
        <source>This change touches entries of high risk. It comes into force once a second admin approves it.</source>
        <translation>Diese Änderung betrifft Einträge mit hohem Risiko. Sie tritt in Kraft, sobald eine zweite Person der Administration sie genehmigt.</translation>
    </message>
    <message>
        <source>It comes into force at once and stays in the history with your name and your reason.</source>
        <translation>Sie tritt sofort in Kraft und bleibt mit Ihrem Namen und Ihrem Grund im Verlauf.</translation>
    </message>
    <message>
        <source>It is not known whether the change was applied</source>
        <translation>Ob die Änderung übernommen wurde, ist nicht bekannt</translation>
    </message>
    <message>
        <source>No answer came. What is in force is being read again; nothing is sent a second time by itself.</source>
        <translation>Es kam keine Antwort. Was in Kraft ist, wird neu gelesen; nichts wird von selbst ein zweites Mal gesendet.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>A second admin has to agree</source>
        <translation>Eine zweite Person der Administration muss zustimmen</translation>
    </message>
    <message>
        <source>Your change is a request in the inbox now. It comes into force when somebody else approves it; you cannot approve it yourself.</source>
        <translation>Ihre Änderung ist jetzt eine Anfrage im Eingang. Sie tritt in Kraft, wenn jemand anderes sie genehmigt; Sie selbst können sie nicht genehmigen.</translation>
    </message>
    <message>
        <source>Open the request</source>
        <translation>Anfrage öffnen</translation>
    </message>
    <message>
        <source>Somebody else was first</source>
        <extracomment>%1 is a version&apos;s number, %2 the person who applied it.</extracomment>
        <translation>Jemand anderes war schneller</translation>
    </message>
    <message>
        <source>What follows at once</source>
        <translation>Was sofort daraus folgt</translation>
    </message>
    <message>
        <source>Nobody loses anything: no program, live access, pending request or route is touched.</source>
        <translation>Niemand verliert etwas: Kein Programm, kein aktiver Zugriff, keine offene Anfrage und kein Weg ist betroffen.</translation>
    </message>
    <message numerus="yes">
        <source>%n programs lose scopes:</source>
        <translation>
            <numerusform>%n Programm verliert Berechtigungen:</numerusform>
            <numerusform>%n Programme verlieren Berechtigungen:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more programs</source>
        <translation>
            <numerusform>und %n weiteres Programm</numerusform>
            <numerusform>und %n weitere Programme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n live accesses lose what is taken away, or end.</source>
        <translation>
            <numerusform>%n aktiver Zugriff verliert, was entzogen wird, oder endet.</numerusform>
            <numerusform>%n aktive Zugriffe verlieren, was entzogen wird, oder enden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pending requests can no longer be approved.</source>
        <translation>
            <numerusform>%n offene Anfrage kann nicht mehr genehmigt werden.</numerusform>
            <numerusform>%n offene Anfragen können nicht mehr genehmigt werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n routes of the gateway are touched:</source>
        <translation>
            <numerusform>%n Weg des Gateways ist betroffen:</numerusform>
            <numerusform>%n Wege des Gateways sind betroffen:</numerusform>
        </translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>Nothing but the text itself: order, comments or blanks.</source>
        <translation>Nichts als der Text selbst: Reihenfolge, Kommentare oder Leerzeichen.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more changes, all in the text below</source>
        <translation>
            <numerusform>und %n weitere Änderung, vollständig im Text unten</numerusform>
            <numerusform>und %n weitere Änderungen, alle im Text unten</numerusform>
        </translation>
    </message>
    <message>
        <source>The text, before and after</source>
        <translation>Der Text, vorher und nachher</translation>
    </message>
    <message>
        <source>In force: version %1</source>
        <translation>In Kraft: Fassung %1</translation>
    </message>
    <message>
        <source>Your text</source>
        <translation>Ihr Text</translation>
    </message>
    <message>
        <source>Theirs and yours</source>
        <translation>Der andere Text und Ihrer</translation>
    </message>
    <message>
        <source>Both changes stand in the text now. Review it before you apply it.</source>
        <translation>Beide Änderungen stehen jetzt im Text. Prüfen Sie ihn, bevor Sie ihn übernehmen.</translation>
    </message>
    <message>
        <source>Confirmation code</source>
        <translation>Bestätigungscode</translation>
    </message>
    <message>
        <source>Tell it to whoever decides, not in writing: they type it to approve. It is shown here only and cannot be read again.</source>
        <translation>Sagen Sie ihn, nicht schriftlich, der Person, die entscheidet: Sie tippt ihn ein, um freizugeben. Er steht nur hier und lässt sich nicht noch einmal lesen.</translation>
    </message>
    <message>
        <source>Version %1 by %2 is in force now. Nothing of yours is lost: both texts stand below.</source>
        <translation>Jetzt gilt Fassung %1 von %2. Von Ihrer Arbeit ist nichts verloren: Beide Texte stehen unten.</translation>
    </message>
    <message>
        <source>− in force: version %1</source>
        <translation>− in Kraft: Fassung %1</translation>
    </message>
    <message>
        <source>+ your text</source>
        <translation>+ Ihr Text</translation>
    </message>
</context>
<context>
    <name>countersign::scopes::ScopeBrowser</name>
    <message>
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Versions of the catalogue</source>
        <translation>Fassungen des Katalogs</translation>
    </message>
    <message>
        <source>Read the catalogue again</source>
        <translation>Katalog neu lesen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit the catalogue</source>
        <translation>Katalog bearbeiten</translation>
    </message>
    <message>
        <source>Search name, title, owner, reason</source>
        <translation>Name, Titel, Verantwortliche, Grund</translation>
    </message>
    <message>
        <source>Which scopes</source>
        <translation>Welche Berechtigungen</translation>
    </message>
    <message>
        <source>Reading the catalogue…</source>
        <translation>Katalog wird gelesen …</translation>
    </message>
    <message>
        <source>Scopes by service</source>
        <translation>Berechtigungen nach Dienst</translation>
    </message>
    <message>
        <source>Choose a scope to see who owns it, who holds it, how it is used and what breaks when it goes.</source>
        <translation>Wählen Sie eine Berechtigung, um zu sehen, wer für sie verantwortlich ist, wer sie hat, wie sie genutzt wird und was nicht mehr geht, wenn sie entfällt.</translation>
    </message>
    <message>
        <source>Deprecated (%1)</source>
        <translation>Veraltet (%1)</translation>
    </message>
    <message>
        <source>Unused (%1)</source>
        <translation>Ungenutzt (%1)</translation>
    </message>
    <message>
        <source>Not catalogued (%1)</source>
        <translation>Nicht im Katalog (%1)</translation>
    </message>
    <message>
        <source>High risk and above (%1)</source>
        <translation>Hohes Risiko und darüber (%1)</translation>
    </message>
    <message>
        <source>All scopes (%1)</source>
        <translation>Alle Berechtigungen (%1)</translation>
    </message>
    <message>
        <source>Your change waits for a second admin</source>
        <translation>Ihre Änderung wartet auf eine zweite Person der Administration</translation>
    </message>
    <message>
        <source>You have a change that is not applied</source>
        <translation>Sie haben eine Änderung, die nicht übernommen ist</translation>
    </message>
    <message>
        <source>It began with version %1. What stands below is in force.</source>
        <translation>Sie begann mit Fassung %1. Was unten steht, ist in Kraft.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>The catalogue is empty</source>
        <translation>Der Katalog ist leer</translation>
    </message>
    <message>
        <source>It names no scope yet, so no program can be given one. Add the first: its name, its owner and why it exists.</source>
        <translation>Er nennt noch keine Berechtigung; deshalb kann kein Programm eine erhalten. Fügen Sie die erste hinzu: ihren Namen, wer für sie verantwortlich ist und wozu es sie gibt.</translation>
    </message>
    <message>
        <source>Add a scope</source>
        <translation>Berechtigung hinzufügen</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>The catalogue has scopes, but none of this kind with these words.</source>
        <translation>Der Katalog enthält Berechtigungen, aber keine dieser Art mit diesen Wörtern.</translation>
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
        <source>Your sign-in does not allow you to read the catalogue, or this authority has none. An administrator of the authority can.</source>
        <translation>Mit Ihrer Anmeldung dürfen Sie den Katalog nicht lesen, oder diese Freigabestelle hat keinen. Die Administration der Freigabestelle darf es.</translation>
    </message>
    <message>
        <source>The catalogue could not be read</source>
        <translation>Der Katalog konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>The authority did not answer as expected. Nothing is known about its scopes until it does.</source>
        <translation>Die Freigabestelle hat nicht wie erwartet geantwortet. Bis sie es tut, ist über ihre Berechtigungen nichts bekannt.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message numerus="yes">
        <source>%n of your changes wait for a second admin</source>
        <translation>
            <numerusform>%n Ihrer Änderungen wartet auf eine zweite Person der Administration</numerusform>
            <numerusform>%n Ihrer Änderungen warten auf eine zweite Person der Administration</numerusform>
        </translation>
    </message>
    <message>
        <source>What stands below is in force.</source>
        <translation>Was unten steht, ist in Kraft.</translation>
    </message>
    <message>
        <source>Your change was decided</source>
        <translation>Über Ihre Änderung wurde entschieden</translation>
    </message>
    <message>
        <source>Your changes were decided</source>
        <translation>Über Ihre Änderungen wurde entschieden</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
</context>
<context>
    <name>countersign::scopes::ScopeCard</name>
    <message>
        <source>Edit this scope</source>
        <translation>Diese Berechtigung bearbeiten</translation>
    </message>
    <message>
        <source>Add it to the catalogue</source>
        <translation>Zum Katalog hinzufügen</translation>
    </message>
    <message>
        <source>Not catalogued</source>
        <translation>Nicht im Katalog</translation>
    </message>
    <message>
        <source>Past its end</source>
        <translation>Ende überschritten</translation>
    </message>
    <message>
        <source>Deprecated</source>
        <translation>Veraltet</translation>
    </message>
    <message numerus="yes">
        <source>Unused for %n days or more</source>
        <translation>
            <numerusform>Seit %n Tag oder länger ungenutzt</numerusform>
            <numerusform>Seit %n Tagen oder länger ungenutzt</numerusform>
        </translation>
    </message>
    <message>
        <source>Why it exists</source>
        <translation>Wozu es sie gibt</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Deprecation</source>
        <translation>Ablösung</translation>
    </message>
    <message>
        <source>Deprecated since</source>
        <translation>Veraltet seit</translation>
    </message>
    <message>
        <source>Deprecated from</source>
        <translation>Veraltet ab</translation>
    </message>
    <message>
        <source>Ends</source>
        <extracomment>%1 is a day, %2 a duration such as &quot;40 d 3 h&quot;.</extracomment>
        <translation>Endet</translation>
    </message>
    <message>
        <source>No end is set: it stays usable until it is removed.</source>
        <translation>Es ist kein Ende festgelegt: Sie bleibt nutzbar, bis sie entfernt wird.</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <translation>%1, in %2</translation>
    </message>
    <message>
        <source>Use instead</source>
        <translation>Nachfolgerin</translation>
    </message>
    <message>
        <source>Nothing is named</source>
        <translation>Keine genannt</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Show the one to use instead</source>
        <translation>Nachfolgerin anzeigen</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Nutzung</translation>
    </message>
    <message>
        <source>How it is used could not be read. It may be in use although nothing is shown here.</source>
        <translation>Wie sie genutzt wird, konnte nicht gelesen werden. Sie kann in Gebrauch sein, obwohl hier nichts gezeigt wird.</translation>
    </message>
    <message>
        <source>How it is used is being read…</source>
        <translation>Wie sie genutzt wird, wird gelesen …</translation>
    </message>
    <message>
        <source>Last use</source>
        <translation>Letzte Nutzung</translation>
    </message>
    <message>
        <source>Never, as far as the authority knows</source>
        <translation>Nie, soweit die Freigabestelle weiß</translation>
    </message>
    <message>
        <source>Asked for in 30 days</source>
        <translation>Angefragt in 30 Tagen</translation>
    </message>
    <message>
        <source>Live access now</source>
        <translation>Aktive Zugriffe jetzt</translation>
    </message>
    <message>
        <source>Who may have it</source>
        <translation>Wer sie haben darf</translation>
    </message>
    <message>
        <source>No program.</source>
        <translation>Kein Programm.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>If it were removed today</source>
        <translation>Wenn sie heute entfernt würde</translation>
    </message>
    <message>
        <source>Nobody would notice: no program, live access, action or route needs it.</source>
        <translation>Niemand würde es merken: Kein Programm, kein aktiver Zugriff, kein Vorgang und kein Weg braucht sie.</translation>
    </message>
    <message>
        <source>No action and no route needs it. Which programs do is not known yet.</source>
        <translation>Kein Vorgang und kein Weg braucht sie. Welche Programme sie brauchen, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>This scope is no longer there.</source>
        <translation>Diese Berechtigung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Nobody has said what this scope is for. Programs hold it or asked for it, but the catalogue does not name it, so no token carries it.</source>
        <translation>Niemand hat gesagt, wozu diese Berechtigung dient. Programme haben sie oder haben sie angefragt, aber der Katalog nennt sie nicht; deshalb enthält kein Token sie.</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>Gehalten von</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>Angefragt von</translation>
    </message>
</context>
<context>
    <name>countersign::scopes::ScopeDelegate</name>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>deprecated</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>unused</source>
        <translation>ungenutzt</translation>
    </message>
</context>
<context>
    <name>countersign::scopes::ScopeFormPanel</name>
    <message>
        <source>Close the form</source>
        <translation>Formular schließen</translation>
    </message>
    <message>
        <source>Name of the scope</source>
        <translation>Name der Berechtigung</translation>
    </message>
    <message>
        <source>orders:refund:create</source>
        <comment>example of a scope&apos;s name</comment>
        <translation>orders:refund:create</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Refund an order</source>
        <comment>example of a scope&apos;s title</comment>
        <translation>Bestellung erstatten</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>Who answers for it</source>
        <comment>placeholder of the owner&apos;s field</comment>
        <translation>Wer für sie verantwortlich ist</translation>
    </message>
    <message>
        <source>Why it exists</source>
        <translation>Wozu es sie gibt</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Put it into the text</source>
        <translation>In den Text schreiben</translation>
    </message>
    <message>
        <source>Remove the scope</source>
        <translation>Berechtigung entfernen</translation>
    </message>
    <message>
        <source>Deprecated</source>
        <translation>Veraltet</translation>
    </message>
    <message>
        <source>Deprecated since</source>
        <translation>Veraltet seit</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>Use instead</source>
        <translation>Nachfolgerin</translation>
    </message>
    <message>
        <source>Why deprecated</source>
        <translation>Warum veraltet</translation>
    </message>
    <message>
        <source>year-month-day</source>
        <comment>format of a date: 2027-01-31</comment>
        <translation>Jahr-Monat-Tag</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Add a scope</source>
        <translation>Berechtigung hinzufügen</translation>
    </message>
    <message>
        <source>Edit a scope</source>
        <translation>Berechtigung bearbeiten</translation>
    </message>
    <message>
        <source>This scope can only be changed in the text</source>
        <translation>Diese Berechtigung kann nur im Text geändert werden</translation>
    </message>
    <message>
        <source>It is written in a way the form cannot keep as it is, for example over several lines.</source>
        <translation>Sie ist so geschrieben, dass das Formular es nicht unverändert erhalten kann, zum Beispiel über mehrere Zeilen.</translation>
    </message>
    <message>
        <source>A name is needed.</source>
        <translation>Ein Name ist erforderlich.</translation>
    </message>
    <message>
        <source>A title is needed.</source>
        <translation>Ein Titel ist erforderlich.</translation>
    </message>
    <message>
        <source>Say why it exists.</source>
        <translation>Geben Sie an, wozu es sie gibt.</translation>
    </message>
    <message>
        <source>An owner is needed.</source>
        <translation>Geben Sie an, wer verantwortlich ist.</translation>
    </message>
    <message>
        <source>The text needs a [[resource]] first: a scope belongs to a service.</source>
        <translation>Der Text braucht zuerst eine [[resource]]: Eine Berechtigung gehört zu einem Dienst.</translation>
    </message>
    <message>
        <source>Since when it is deprecated is a date such as 2026-10-01.</source>
        <translation>Seit wann sie veraltet ist, muss ein Datum sein, etwa 2026-10-01.</translation>
    </message>
    <message>
        <source>Its end is a date such as 2027-01-01, or nothing.</source>
        <translation>Ihr Ende muss ein Datum sein, etwa 2027-01-01, oder leer bleiben.</translation>
    </message>
</context>
<context>
    <name>countersign::scopes::ScopesPage</name>
    <message>
        <source>Authority</source>
        <translation>Freigabestelle</translation>
    </message>
    <message>
        <source>Version %1 of the catalogue is in force.</source>
        <translation>Fassung %1 des Katalogs ist in Kraft.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>What stands here may have changed meanwhile. You can go on writing; nothing can be applied before the authority answers.</source>
        <translation>Was hier steht, kann sich inzwischen geändert haben. Sie können weiterschreiben; übernommen werden kann erst etwas, wenn die Freigabestelle antwortet.</translation>
    </message>
    <message>
        <source>The catalogue could not be read again</source>
        <translation>Der Katalog konnte nicht neu gelesen werden</translation>
    </message>
    <message>
        <source>What stands here is from before.</source>
        <translation>Was hier steht, ist ein älterer Stand.</translation>
    </message>
    <message>
        <source>Discard your change?</source>
        <translation>Ihre Änderung verwerfen?</translation>
    </message>
    <message>
        <source>The text you wrote is nowhere but here. It cannot be brought back once it is discarded.</source>
        <translation>Der Text, den Sie geschrieben haben, steht nirgends als hier. Ist er einmal verworfen, lässt er sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
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
    <message>
        <source>Hide what requests and pages say until I ask for it</source>
        <translation>Verdecken, was Anfragen und Seiten sagen, bis ich es sehen will</translation>
    </message>
    <message>
        <source>For a screen that is shared: in the inbox, only risk, program and time left are shown; the other pages are covered. H shows the open request or page and hides it again; nothing is approved while it is hidden. No program can keep others from taking pictures of the screen.</source>
        <translation>Für einen geteilten Bildschirm: Der Eingang zeigt nur Risiko, Programm und verbleibende Zeit; die anderen Seiten sind verdeckt. H zeigt die offene Anfrage oder Seite und verdeckt sie wieder; verdeckt wird nichts freigegeben. Kein Programm kann andere daran hindern, den Bildschirm aufzunehmen.</translation>
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
    <message>
        <source>Keys of all your computers</source>
        <translation>Schlüssel aller Ihrer Computer</translation>
    </message>
    <message>
        <source>Key of this computer, by its thumbprint:</source>
        <translation>Schlüssel dieses Computers, nach seinem Fingerabdruck:</translation>
    </message>
</context>
<context>
    <name>countersign::settings::DevicesPanel</name>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Reading the keys…</source>
        <translation>Schlüssel werden gelesen …</translation>
    </message>
    <message>
        <source>The keys could not be read again; these are from before.</source>
        <translation>Die Schlüssel konnten nicht neu gelesen werden; dies ist ein älterer Stand.</translation>
    </message>
    <message>
        <source>The keys could not be read.</source>
        <translation>Die Schlüssel konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>This authority does not list keys.</source>
        <translation>Diese Freigabestelle listet keine Schlüssel auf.</translation>
    </message>
    <message>
        <source>No key is registered.</source>
        <translation>Es ist kein Schlüssel registriert.</translation>
    </message>
    <message>
        <source>The key was not removed</source>
        <translation>Der Schlüssel wurde nicht entfernt</translation>
    </message>
    <message>
        <source>It can still sign decisions. Try again, or tell whoever runs the authority.</source>
        <translation>Mit ihm lassen sich weiterhin Entscheidungen signieren. Versuchen Sie es erneut, oder wenden Sie sich an die Betreiber der Freigabestelle.</translation>
    </message>
    <message>
        <source>The key was removed</source>
        <translation>Der Schlüssel wurde entfernt</translation>
    </message>
    <message>
        <source>Decisions signed with it are refused from now on.</source>
        <translation>Mit ihm signierte Entscheidungen werden ab jetzt zurückgewiesen.</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>Ohne Namen</translation>
    </message>
    <message>
        <source>%1 (this computer)</source>
        <extracomment>%1 is the name of a computer.</extracomment>
        <translation>%1 (dieser Computer)</translation>
    </message>
    <message>
        <source>Added %1, last used %2.</source>
        <translation>Hinzugefügt %1, zuletzt genutzt %2.</translation>
    </message>
    <message>
        <source>Added %1, never used.</source>
        <translation>Hinzugefügt %1, nie genutzt.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the key of %1</source>
        <extracomment>%1 is the name of a computer.</extracomment>
        <translation>Schlüssel von %1 entfernen</translation>
    </message>
    <message>
        <source>Remove the key of %1?</source>
        <translation>Schlüssel von %1 entfernen?</translation>
    </message>
    <message>
        <source>Decisions signed with this key are refused from then on. Whoever sits at that computer has to sign in there again.</source>
        <translation>Mit diesem Schlüssel signierte Entscheidungen werden von da an zurückgewiesen. Wer an jenem Computer sitzt, muss sich dort neu anmelden.</translation>
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
    <name>countersign::shell::CoveredPage</name>
    <message>
        <source>What stands here is hidden</source>
        <translation>Was hier steht, ist verdeckt</translation>
    </message>
    <message>
        <source>Press H, or the button, when nobody else sees your screen. It is hidden again once you leave this page.</source>
        <translation>Drücken Sie H oder die Schaltfläche, wenn niemand sonst Ihren Bildschirm sieht. Sobald Sie diese Seite verlassen, wird sie wieder verdeckt.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>countersign::shell::LogAlarmDialog</name>
    <message>
        <source>Save evidence…</source>
        <translation>Beweise speichern …</translation>
    </message>
    <message>
        <source>Trust the log anew</source>
        <translation>Dem Protokoll neu vertrauen</translation>
    </message>
    <message>
        <source>The log does not match</source>
        <translation>Das Protokoll passt nicht</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The log of %1 does not match</source>
        <translation>Das Protokoll von %1 passt nicht</translation>
    </message>
    <message>
        <source>Until this is settled, nothing can be approved there. Denying and revoking still work.</source>
        <translation>Bis das geklärt ist, kann dort nichts freigegeben werden. Ablehnen und Widerrufen gehen weiterhin.</translation>
    </message>
    <message>
        <source>What to do now</source>
        <translation>Was jetzt zu tun ist</translation>
    </message>
    <message>
        <source>While the log still matched, the authority named as contact: %1</source>
        <extracomment>%1 a person, an address or a number</extracomment>
        <translation>Als das Protokoll noch passte, nannte die Freigabestelle als Kontakt: %1</translation>
    </message>
    <message>
        <source>Call whoever runs this authority, or your security team, by a number or in a room that you know yourself. Do not use an address that the authority shows you. Save the evidence and give it to them; it shows both states of the log, each with the authority&apos;s signature.</source>
        <translation>Rufen Sie die Menschen an, die diese Freigabestelle betreiben, oder Ihr Sicherheitsteam, unter einer Nummer oder an einem Ort, den Sie selbst kennen. Verwenden Sie keine Adresse, die Ihnen jetzt die Freigabestelle zeigt. Speichern Sie die Beweise und geben Sie sie ihnen; sie zeigen beide Stände des Protokolls, jeden mit der Signatur der Freigabestelle.</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>Freigabestelle</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Seen before</source>
        <translation>Früher gesehen</translation>
    </message>
    <message>
        <source>%1 entries</source>
        <translation>%1 Einträge</translation>
    </message>
    <message>
        <source>Shown now</source>
        <translation>Jetzt gezeigt</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beweise</translation>
    </message>
    <message>
        <source>It could not be written to this computer&apos;s disk. Save it somewhere else.</source>
        <translation>Sie konnten nicht auf die Festplatte dieses Computers geschrieben werden. Speichern Sie sie woanders.</translation>
    </message>
    <message>
        <source>When it is explained</source>
        <translation>Wenn es geklärt ist</translation>
    </message>
    <message>
        <source>What it was, and who said so</source>
        <translation>Was es war, und wer es gesagt hat</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <extracomment>%1 the address of an authority, to be typed</extracomment>
        <translation>Zur Bestätigung %1 eingeben</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Once you have saved the evidence and know what it was, you can trust the log anew here.</source>
        <translation>Sobald Sie die Beweise gespeichert haben und wissen, was es war, können Sie dem Protokoll hier neu vertrauen.</translation>
    </message>
    <message>
        <source>From then on requests can be approved there again. That you did this, and why, is kept beside the evidence.</source>
        <translation>Von da an können dort wieder Anfragen freigegeben werden. Dass Sie das getan haben und warum, wird neben den Beweisen aufbewahrt.</translation>
    </message>
    <message>
        <source>From then on this computer trusts what the log shows next, and forgets what it saw before. That you did this, and why, is kept beside the evidence.</source>
        <translation>Von da an vertraut dieser Computer dem, was das Protokoll als Nächstes zeigt, und vergisst, was er vorher gesehen hat. Dass Sie das getan haben und warum, wird neben den Beweisen aufbewahrt.</translation>
    </message>
    <message>
        <source>Save evidence</source>
        <extracomment>kind of file in a file dialog</extracomment>
        <translation>Beweise speichern</translation>
    </message>
    <message>
        <source>Evidence (*.json)</source>
        <translation>Beweise (*.json)</translation>
    </message>
    <message>
        <source>The evidence could not be saved there: %1</source>
        <translation>Die Beweise konnten dort nicht gespeichert werden: %1</translation>
    </message>
    <message>
        <source>This could not be recorded, so nothing has changed: %1</source>
        <translation>Das konnte nicht festgehalten werden, deshalb hat sich nichts geändert: %1</translation>
    </message>
</context>
<context>
    <name>countersign::shell::LogBanner</name>
    <message>
        <source>What this means…</source>
        <translation>Was das bedeutet …</translation>
    </message>
    <message>
        <source>%1 Nothing can be approved there; denying and revoking still work.</source>
        <extracomment>%1 what was found, a sentence</extracomment>
        <translation>%1 Dort kann nichts freigegeben werden; Ablehnen und Widerrufen gehen weiterhin.</translation>
    </message>
    <message>
        <source>Nothing can be approved there; denying and revoking still work.</source>
        <translation>Dort kann nichts freigegeben werden; Ablehnen und Widerrufen gehen weiterhin.</translation>
    </message>
    <message>
        <source>The log of %1 does not match</source>
        <translation>Das Protokoll von %1 passt nicht</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) of yours not yet proven</source>
        <extracomment>of the person who reads it</extracomment>
        <translation>
            <numerusform>%n Ihrer Entscheidungen noch nicht bewiesen</numerusform>
            <numerusform>%n Ihrer Entscheidungen noch nicht bewiesen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be asked within a minute whether its log holds what you decided. That is tried again as soon as it answers.</source>
        <extracomment>%1 an authority</extracomment>
        <translation>%1 konnte binnen einer Minute nicht gefragt werden, ob das Protokoll Ihre Entscheidung enthält. Das wird erneut versucht, sobald sie antwortet.</translation>
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
    <message>
        <source>Explain the log that does not match</source>
        <translation>Das Protokoll erklären, das nicht passt</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Hide or show what stands here, for a screen that is shared</source>
        <translation>Verdecken oder zeigen, was hier steht, für einen geteilten Bildschirm</translation>
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
    <message>
        <source>not signed in</source>
        <translation>nicht angemeldet</translation>
    </message>
    <message>
        <source>Connection: nobody is signed in</source>
        <translation>Verbindung: Niemand ist angemeldet</translation>
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
    <message>
        <source>Enter</source>
        <comment>name of a key</comment>
        <translation>Eingabe</translation>
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
    <name>countersign::text::Audit</name>
    <message>
        <source>Approval asked for</source>
        <translation>Freigabe angefragt</translation>
    </message>
    <message>
        <source>%1 asked for an approval.</source>
        <translation>%1 hat um eine Freigabe gebeten.</translation>
    </message>
    <message>
        <source>Request decided</source>
        <translation>Anfrage entschieden</translation>
    </message>
    <message>
        <source>%1 decided on the request.</source>
        <translation>%1 hat über die Anfrage entschieden.</translation>
    </message>
    <message>
        <source>Decision refused</source>
        <translation>Entscheidung zurückgewiesen</translation>
    </message>
    <message>
        <source>%1 tried to decide, and the decision was refused.</source>
        <translation>%1 wollte entscheiden, und die Entscheidung wurde zurückgewiesen.</translation>
    </message>
    <message>
        <source>Wrong code</source>
        <translation>Falscher Code</translation>
    </message>
    <message>
        <source>%1 gave a wrong code.</source>
        <translation>%1 hat einen falschen Code angegeben.</translation>
    </message>
    <message>
        <source>Self-approval refused</source>
        <translation>Eigene Freigabe zurückgewiesen</translation>
    </message>
    <message>
        <source>%1 tried to approve a request of their own, and was refused.</source>
        <translation>%1 wollte eine eigene Anfrage freigeben und wurde zurückgewiesen.</translation>
    </message>
    <message>
        <source>Request cancelled</source>
        <translation>Anfrage zurückgezogen</translation>
    </message>
    <message>
        <source>%1 cancelled the request.</source>
        <translation>%1 hat die Anfrage zurückgezogen.</translation>
    </message>
    <message>
        <source>Request expired</source>
        <translation>Anfrage abgelaufen</translation>
    </message>
    <message>
        <source>The request or what it gave was not used in time.</source>
        <translation>Die Anfrage oder was sie gab, wurde nicht rechtzeitig gebraucht.</translation>
    </message>
    <message>
        <source>Approval revoked</source>
        <translation>Freigabe widerrufen</translation>
    </message>
    <message>
        <source>%1 revoked the approval.</source>
        <translation>%1 hat die Freigabe widerrufen.</translation>
    </message>
    <message>
        <source>Credential issued</source>
        <translation>Zugangsnachweis ausgestellt</translation>
    </message>
    <message>
        <source>%1 received the credential for the action.</source>
        <translation>%1 hat den Zugangsnachweis für den Vorgang erhalten.</translation>
    </message>
    <message>
        <source>Credential used</source>
        <translation>Zugangsnachweis gebraucht</translation>
    </message>
    <message>
        <source>%1 took the credential and could run the action.</source>
        <translation>%1 hat den Zugangsnachweis angenommen und konnte den Vorgang ausführen.</translation>
    </message>
    <message>
        <source>Use refused</source>
        <translation>Gebrauch zurückgewiesen</translation>
    </message>
    <message>
        <source>%1 presented a credential, and it was refused.</source>
        <translation>%1 hat einen Zugangsnachweis vorgelegt, und er wurde zurückgewiesen.</translation>
    </message>
    <message>
        <source>Credential fetched twice</source>
        <translation>Zugangsnachweis zweimal abgeholt</translation>
    </message>
    <message>
        <source>%1 tried to receive a credential a second time.</source>
        <translation>%1 wollte einen Zugangsnachweis ein zweites Mal erhalten.</translation>
    </message>
    <message>
        <source>Access opened</source>
        <translation>Zugang geöffnet</translation>
    </message>
    <message>
        <source>%1 received temporary access.</source>
        <translation>%1 hat vorübergehenden Zugang erhalten.</translation>
    </message>
    <message>
        <source>Access used up</source>
        <translation>Zugang aufgebraucht</translation>
    </message>
    <message>
        <source>Temporary access ended with its last permitted call.</source>
        <translation>Der vorübergehende Zugang endete mit dem letzten erlaubten Aufruf.</translation>
    </message>
    <message>
        <source>Access ended</source>
        <translation>Zugang beendet</translation>
    </message>
    <message>
        <source>The time of temporary access was over.</source>
        <translation>Die Zeit des vorübergehenden Zugangs war um.</translation>
    </message>
    <message>
        <source>Registration approved</source>
        <translation>Registrierung freigegeben</translation>
    </message>
    <message>
        <source>%1 received a temporary client.</source>
        <translation>%1 hat eine vorübergehende Anwendung erhalten.</translation>
    </message>
    <message>
        <source>Registration ended</source>
        <translation>Registrierung beendet</translation>
    </message>
    <message>
        <source>A temporary client that was asked for came to its end.</source>
        <translation>Eine angefragte vorübergehende Anwendung kam an ihr Ende.</translation>
    </message>
    <message>
        <source>Client registered</source>
        <translation>Anwendung registriert</translation>
    </message>
    <message>
        <source>%1 registered a client.</source>
        <translation>%1 hat eine Anwendung registriert.</translation>
    </message>
    <message>
        <source>Client changed</source>
        <translation>Anwendung geändert</translation>
    </message>
    <message>
        <source>%1 changed a client.</source>
        <translation>%1 hat eine Anwendung geändert.</translation>
    </message>
    <message>
        <source>Client extended</source>
        <translation>Anwendung verlängert</translation>
    </message>
    <message>
        <source>%1 let a client live longer.</source>
        <translation>%1 hat eine Anwendung verlängert.</translation>
    </message>
    <message>
        <source>Client secret replaced</source>
        <translation>Geheimnis der Anwendung ersetzt</translation>
    </message>
    <message>
        <source>%1 gave a client a new secret.</source>
        <translation>%1 hat einer Anwendung ein neues Geheimnis gegeben.</translation>
    </message>
    <message>
        <source>Client frozen</source>
        <translation>Anwendung eingefroren</translation>
    </message>
    <message>
        <source>%1 froze a client.</source>
        <translation>%1 hat eine Anwendung eingefroren.</translation>
    </message>
    <message>
        <source>Client unfrozen</source>
        <translation>Anwendung wieder zugelassen</translation>
    </message>
    <message>
        <source>%1 let a frozen client go on.</source>
        <translation>%1 hat eine eingefrorene Anwendung wieder zugelassen.</translation>
    </message>
    <message>
        <source>Client revoked</source>
        <translation>Anwendung widerrufen</translation>
    </message>
    <message>
        <source>%1 revoked a client.</source>
        <translation>%1 hat eine Anwendung widerrufen.</translation>
    </message>
    <message>
        <source>Client expired</source>
        <translation>Anwendung abgelaufen</translation>
    </message>
    <message>
        <source>A temporary client came to its end.</source>
        <translation>Eine vorübergehende Anwendung kam an ihr Ende.</translation>
    </message>
    <message>
        <source>Client ends soon</source>
        <translation>Anwendung endet bald</translation>
    </message>
    <message>
        <source>It was said that a temporary client ends soon.</source>
        <translation>Es wurde gemeldet, dass eine vorübergehende Anwendung bald endet.</translation>
    </message>
    <message>
        <source>Registration token made</source>
        <translation>Registrierungs-Token erzeugt</translation>
    </message>
    <message>
        <source>%1 made a token by which clients can be registered.</source>
        <translation>%1 hat ein Token erzeugt, mit dem Anwendungen registriert werden können.</translation>
    </message>
    <message>
        <source>Registration token revoked</source>
        <translation>Registrierungs-Token widerrufen</translation>
    </message>
    <message>
        <source>%1 revoked a token by which clients could be registered.</source>
        <translation>%1 hat ein Token widerrufen, mit dem Anwendungen registriert werden konnten.</translation>
    </message>
    <message>
        <source>Catalogue applied</source>
        <translation>Katalog übernommen</translation>
    </message>
    <message>
        <source>%1 put a new version of the catalogue in force.</source>
        <translation>%1 hat eine neue Fassung des Katalogs in Kraft gesetzt.</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>%1 signed in.</source>
        <translation>%1 hat sich angemeldet.</translation>
    </message>
    <message>
        <source>Sign-in failed</source>
        <translation>Anmeldung fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 could not sign in.</source>
        <translation>%1 konnte sich nicht anmelden.</translation>
    </message>
    <message>
        <source>Session started</source>
        <translation>Sitzung begonnen</translation>
    </message>
    <message>
        <source>%1 started a session.</source>
        <translation>%1 hat eine Sitzung begonnen.</translation>
    </message>
    <message>
        <source>Access revoked</source>
        <translation>Zugang widerrufen</translation>
    </message>
    <message>
        <source>%1 revoked a token.</source>
        <translation>%1 hat ein Token widerrufen.</translation>
    </message>
    <message>
        <source>Token used twice</source>
        <translation>Token zweimal gebraucht</translation>
    </message>
    <message>
        <source>A token that was already exchanged was presented again by %1; everything it led to was ended.</source>
        <translation>Ein schon eingetauschtes Token wurde von %1 noch einmal vorgelegt; alles, was daraus entstand, wurde beendet.</translation>
    </message>
    <message>
        <source>Sign-in code used twice</source>
        <translation>Anmeldecode zweimal gebraucht</translation>
    </message>
    <message>
        <source>A sign-in code was presented a second time by %1.</source>
        <translation>Ein Anmeldecode wurde von %1 ein zweites Mal vorgelegt.</translation>
    </message>
    <message>
        <source>Device key added</source>
        <translation>Geräteschlüssel hinzugefügt</translation>
    </message>
    <message>
        <source>%1 added the key of a computer.</source>
        <translation>%1 hat den Schlüssel eines Rechners hinzugefügt.</translation>
    </message>
    <message>
        <source>Device key removed</source>
        <translation>Geräteschlüssel entfernt</translation>
    </message>
    <message>
        <source>%1 removed the key of a computer.</source>
        <translation>%1 hat den Schlüssel eines Rechners entfernt.</translation>
    </message>
    <message>
        <source>Person added</source>
        <translation>Person hinzugefügt</translation>
    </message>
    <message>
        <source>%1 added a person.</source>
        <translation>%1 hat eine Person hinzugefügt.</translation>
    </message>
    <message>
        <source>Person changed</source>
        <translation>Person geändert</translation>
    </message>
    <message>
        <source>%1 changed what a person may do.</source>
        <translation>%1 hat geändert, was eine Person darf.</translation>
    </message>
    <message>
        <source>Person disabled</source>
        <translation>Person gesperrt</translation>
    </message>
    <message>
        <source>%1 disabled a person.</source>
        <translation>%1 hat eine Person gesperrt.</translation>
    </message>
    <message>
        <source>Person enabled</source>
        <translation>Person wieder zugelassen</translation>
    </message>
    <message>
        <source>%1 enabled a person again.</source>
        <translation>%1 hat eine Person wieder zugelassen.</translation>
    </message>
    <message>
        <source>Password changed</source>
        <translation>Passwort geändert</translation>
    </message>
    <message>
        <source>%1 changed a person&apos;s password.</source>
        <translation>%1 hat das Passwort einer Person geändert.</translation>
    </message>
    <message>
        <source>Second factor set</source>
        <translation>Zweiter Faktor gesetzt</translation>
    </message>
    <message>
        <source>%1 set a person&apos;s second factor.</source>
        <translation>%1 hat den zweiten Faktor einer Person gesetzt.</translation>
    </message>
    <message>
        <source>Second factor removed</source>
        <translation>Zweiter Faktor entfernt</translation>
    </message>
    <message>
        <source>%1 removed a person&apos;s second factor.</source>
        <translation>%1 hat den zweiten Faktor einer Person entfernt.</translation>
    </message>
    <message>
        <source>Key rotated</source>
        <translation>Schlüssel gewechselt</translation>
    </message>
    <message>
        <source>%1 replaced a signing key.</source>
        <translation>%1 hat einen Signaturschlüssel ersetzt.</translation>
    </message>
    <message>
        <source>Configuration changed</source>
        <translation>Einstellungen geändert</translation>
    </message>
    <message>
        <source>The authority runs with another configuration than before.</source>
        <translation>Die Freigabestelle läuft mit anderen Einstellungen als zuvor.</translation>
    </message>
    <message>
        <source>Clock set back</source>
        <translation>Uhr zurückgestellt</translation>
    </message>
    <message>
        <source>The authority&apos;s clock was set back.</source>
        <translation>Die Uhr der Freigabestelle wurde zurückgestellt.</translation>
    </message>
    <message>
        <source>Restore accepted</source>
        <translation>Wiederherstellung angenommen</translation>
    </message>
    <message>
        <source>%1 accepted that the log continues from a backup.</source>
        <translation>%1 hat angenommen, dass das Protokoll von einer Sicherung aus weitergeht.</translation>
    </message>
    <message>
        <source>Authority created</source>
        <translation>Freigabestelle angelegt</translation>
    </message>
    <message>
        <source>The authority was created.</source>
        <translation>Die Freigabestelle wurde angelegt.</translation>
    </message>
    <message>
        <source>%1 approved the request.</source>
        <translation>%1 hat die Anfrage freigegeben.</translation>
    </message>
    <message>
        <source>%1 denied the request.</source>
        <translation>%1 hat die Anfrage abgelehnt.</translation>
    </message>
    <message>
        <source>%1 did something this console has no words for.</source>
        <translation>%1 hat etwas getan, wofür diese Konsole keine Worte hat.</translation>
    </message>
    <message>
        <source>Done</source>
        <comment>outcome of what was logged</comment>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Denied</source>
        <comment>outcome of what was logged</comment>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Refused</source>
        <comment>outcome of what was logged</comment>
        <translation>Zurückgewiesen</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>outcome of what was logged</comment>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>the authority</source>
        <translation>die Freigabestelle</translation>
    </message>
    <message>
        <source>somebody at the authority&apos;s command line</source>
        <translation>jemand an der Befehlszeile der Freigabestelle</translation>
    </message>
    <message>
        <source>program %1</source>
        <extracomment>%1 is the id of a client.</extracomment>
        <translation>Programm %1</translation>
    </message>
    <message>
        <source>%1 %2. %3. Entry %4.</source>
        <extracomment>A row of the log: the sentence, its outcome, when, its number in the log.</extracomment>
        <translation>%1 %2. %3. Eintrag %4.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von Adresse</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Anomalies only</source>
        <translation>Nur Auffälligkeiten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>A filter: what is asked for and its value.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Checking against the log…</source>
        <translation>Wird am Protokoll geprüft …</translation>
    </message>
    <message>
        <source>Verified against checkpoint %1</source>
        <translation>Bestätigt am Prüfpunkt %1</translation>
    </message>
    <message>
        <source>This computer calculated that the entry stands in the log whose signed checkpoint it keeps. Nobody can change or remove it without being noticed here.</source>
        <translation>Dieser Rechner hat nachgerechnet, dass der Eintrag in dem Protokoll steht, dessen signierten Prüfpunkt er aufbewahrt. Niemand kann ihn ändern oder entfernen, ohne dass es hier auffällt.</translation>
    </message>
    <message>
        <source>Not covered yet</source>
        <translation>Noch nicht erfasst</translation>
    </message>
    <message>
        <source>The entry is newer than the last checkpoint this computer has verified. That should be over within seconds.</source>
        <translation>Der Eintrag ist neuer als der letzte Prüfpunkt, den dieser Rechner bestätigt hat. Das sollte in Sekunden vorüber sein.</translation>
    </message>
    <message>
        <source>The proof does not hold</source>
        <translation>Der Beweis stimmt nicht</translation>
    </message>
    <message>
        <source>The authority could not show that this entry stands in the log this computer has verified. Do not rely on it, and tell whoever runs the authority.</source>
        <translation>Die Freigabestelle konnte nicht zeigen, dass dieser Eintrag in dem Protokoll steht, das dieser Rechner bestätigt hat. Verlassen Sie sich nicht darauf, und sagen Sie es den Betreibern der Freigabestelle.</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>The authority could not be asked for the proof just now.</source>
        <translation>Die Freigabestelle konnte gerade nicht nach dem Beweis gefragt werden.</translation>
    </message>
    <message>
        <source>Cannot be checked</source>
        <translation>Kann nicht geprüft werden</translation>
    </message>
    <message>
        <source>This computer has no checkpoint of the log that it trusts.</source>
        <translation>Dieser Rechner hat keinen Prüfpunkt des Protokolls, dem er vertraut.</translation>
    </message>
    <message>
        <source>%1 (%2 later)</source>
        <extracomment>What happened, and how long after the step before it.</extracomment>
        <translation>%1 (%2 später)</translation>
    </message>
    <message>
        <source>It was decided in less than a second.</source>
        <translation>Sie wurde in weniger als einer Sekunde entschieden.</translation>
    </message>
    <message>
        <source>It was decided %1 after it was asked for.</source>
        <translation>Sie wurde %1 nach dem Fragen entschieden.</translation>
    </message>
    <message>
        <source>Less time was granted than asked for: %1.</source>
        <translation>Es wurde weniger Zeit gewährt als angefragt: %1.</translation>
    </message>
    <message>
        <source>Fewer scopes were granted than asked for: %1.</source>
        <translation>Es wurden weniger Berechtigungen gewährt als angefragt: %1.</translation>
    </message>
    <message>
        <source>Request approved</source>
        <translation>Anfrage freigegeben</translation>
    </message>
    <message>
        <source>Request denied</source>
        <translation>Anfrage abgelehnt</translation>
    </message>
</context>
<context>
    <name>countersign::text::Client</name>
    <message numerus="yes">
        <source>%n tokens that are alive stop working at once.</source>
        <translation>
            <numerusform>%n gültiges Token endet sofort.</numerusform>
            <numerusform>%n gültige Token enden sofort.</numerusform>
        </translation>
    </message>
    <message>
        <source>No token of it is alive now.</source>
        <translation>Zurzeit ist kein Token von ihr gültig.</translation>
    </message>
    <message numerus="yes">
        <source>%n requests that wait for a decision are cancelled.</source>
        <translation>
            <numerusform>%n Anfrage, die auf eine Entscheidung wartet, wird zurückgezogen.</numerusform>
            <numerusform>%n Anfragen, die auf eine Entscheidung warten, werden zurückgezogen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was used %n times, the last time on %1.</source>
        <translation>
            <numerusform>Sie wurde %n Mal genutzt, zuletzt am %1.</numerusform>
            <numerusform>Sie wurde %n Mal genutzt, zuletzt am %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was never used.</source>
        <translation>Sie wurde nie genutzt.</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Eingefroren</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Temporary</source>
        <translation>Befristet</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Dauerhaft</translation>
    </message>
    <message>
        <source>never used</source>
        <translation>nie genutzt</translation>
    </message>
    <message>
        <source>long unused</source>
        <translation>lange ungenutzt</translation>
    </message>
    <message>
        <source>%1. %2. Owner: %3.</source>
        <comment>what it is, its name, its owner</comment>
        <translation>%1. %2. Verantwortlich: %3.</translation>
    </message>
    <message>
        <source>%1 left.</source>
        <comment>a duration</comment>
        <translation>Noch %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n live tokens.</source>
        <translation>
            <numerusform>%n gültiges Token.</numerusform>
            <numerusform>%n gültige Token.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicates.</source>
        <translation>
            <numerusform>%n Duplikat.</numerusform>
            <numerusform>%n Duplikate.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is %1.</source>
        <comment>never used, long unused</comment>
        <translation>Sie ist %1.</translation>
    </message>
    <message>
        <source>It can never sign in again. This cannot be taken back.</source>
        <translation>Sie kann sich nie wieder anmelden. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>It cannot sign in until somebody lets it go on.</source>
        <translation>Sie kann sich nicht anmelden, bis jemand sie wieder zulässt.</translation>
    </message>
    <message>
        <source>It can sign in again at once, with the secret it had and everything it was given.</source>
        <translation>Sie kann sich sofort wieder anmelden, mit ihrem bisherigen Geheimnis und allem, was ihr gegeben wurde.</translation>
    </message>
    <message>
        <source>Its end stays %1.</source>
        <translation>Ihr Ende bleibt %1.</translation>
    </message>
    <message>
        <source>It has no end.</source>
        <translation>Sie hat kein Ende.</translation>
    </message>
    <message>
        <source>The secret it has now stops working at once: whatever signs in with it fails until it has the new one.</source>
        <translation>Das bisherige Geheimnis gilt sofort nicht mehr: Was sich damit anmeldet, scheitert, bis es das neue hat.</translation>
    </message>
    <message>
        <source>The new secret is shown once, here, and to nobody else.</source>
        <translation>Das neue Geheimnis wird einmal gezeigt, hier und niemandem sonst.</translation>
    </message>
    <message numerus="yes">
        <source>It was extended %n times already.</source>
        <translation>
            <numerusform>Sie wurde schon %n Mal verlängert.</numerusform>
            <numerusform>Sie wurde schon %n Mal verlängert.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was never extended. The authority may allow this only once.</source>
        <translation>Sie wurde nie verlängert. Die Freigabestelle erlaubt das vielleicht nur einmal.</translation>
    </message>
    <message>
        <source>Its state had changed meanwhile: somebody else was first, or its time was over.</source>
        <translation>Ihr Zustand hatte sich inzwischen geändert: Jemand anderes war schneller, oder ihre Zeit war um.</translation>
    </message>
    <message>
        <source>The authority does not know this client any more.</source>
        <translation>Die Freigabestelle kennt diese Anwendung nicht mehr.</translation>
    </message>
    <message>
        <source>The authority does not allow it like this.</source>
        <translation>Die Freigabestelle erlaubt es so nicht.</translation>
    </message>
    <message>
        <source>There are as many clients as the authority allows, or too many came in a short time. Try again later.</source>
        <translation>Es gibt so viele Anwendungen, wie die Freigabestelle erlaubt, oder es kamen zu viele in kurzer Zeit. Versuchen Sie es später erneut.</translation>
    </message>
    <message>
        <source>The authority does not allow this for you.</source>
        <translation>Die Freigabestelle erlaubt Ihnen dies nicht.</translation>
    </message>
    <message>
        <source>The authority wants you to sign in anew for this. Sign out and in again in the settings, then repeat it.</source>
        <translation>Die Freigabestelle verlangt hierfür eine neue Anmeldung. Melden Sie sich in den Einstellungen ab und wieder an und wiederholen Sie es dann.</translation>
    </message>
    <message>
        <source>The authority did not do it.</source>
        <translation>Die Freigabestelle hat es nicht getan.</translation>
    </message>
    <message>
        <source>Choose the authority it is for.</source>
        <translation>Wählen Sie die Freigabestelle, für die sie gilt.</translation>
    </message>
    <message>
        <source>Give it a name of at most 100 characters.</source>
        <translation>Geben Sie ihr einen Namen mit höchstens 100 Zeichen.</translation>
    </message>
    <message>
        <source>The name holds characters that hide, imitate others or look like markup.</source>
        <translation>Der Name enthält Zeichen, die etwas verbergen, andere nachahmen oder wie Auszeichnungen aussehen.</translation>
    </message>
    <message>
        <source>Say who answers for it.</source>
        <translation>Sagen Sie, wer für sie verantwortlich ist.</translation>
    </message>
    <message>
        <source>Say why it is needed.</source>
        <translation>Sagen Sie, wozu sie gebraucht wird.</translation>
    </message>
    <message>
        <source>The authority cannot be reached, or you are no longer signed in there.</source>
        <translation>Die Freigabestelle ist nicht erreichbar, oder Sie sind dort nicht mehr angemeldet.</translation>
    </message>
    <message>
        <source>its end</source>
        <translation>ihrem Ende</translation>
    </message>
    <message>
        <source>The new client may do this until %1, for %2:</source>
        <comment>a moment, a duration</comment>
        <translation>Die neue Anwendung darf bis %1, für %2:</translation>
    </message>
    <message>
        <source>“%1” may do this until %2, for %3:</source>
        <comment>a client&apos;s name, a moment, a duration</comment>
        <translation>„%1“ darf bis %2, für %3:</translation>
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
    <name>countersign::text::Finding</name>
    <message>
        <source>A duration is not written like 60s, 5m or 2h.</source>
        <translation>Eine Dauer ist nicht so geschrieben wie 60s, 5m oder 2h.</translation>
    </message>
    <message>
        <source>A name is not of the form it must have.</source>
        <translation>Ein Name hat nicht die Form, die er haben muss.</translation>
    </message>
    <message>
        <source>Two values stand in the wrong order.</source>
        <translation>Zwei Werte stehen in der falschen Reihenfolge.</translation>
    </message>
    <message>
        <source>A regular expression is invalid or could take too long.</source>
        <translation>Ein regulärer Ausdruck ist ungültig oder könnte zu lange dauern.</translation>
    </message>
    <message>
        <source>A title has a brace without its partner.</source>
        <translation>In einem Titel fehlt zu einer Klammer das Gegenstück.</translation>
    </message>
    <message>
        <source>A value is none of those that are possible.</source>
        <translation>Ein Wert ist keiner von denen, die möglich sind.</translation>
    </message>
    <message>
        <source>One scope allows several things.</source>
        <translation>Eine Berechtigung erlaubt mehrere Dinge; geben Sie jedem eine eigene.</translation>
    </message>
    <message>
        <source>An action or a route uses a deprecated scope.</source>
        <translation>Ein Vorgang oder ein Weg verwendet eine veraltete Berechtigung.</translation>
    </message>
    <message>
        <source>Something is defined twice.</source>
        <translation>Etwas ist zweimal festgelegt.</translation>
    </message>
    <message>
        <source>A required value is empty.</source>
        <translation>Ein nötiger Wert ist leer.</translation>
    </message>
    <message>
        <source>A name has a word that [naming] forbids.</source>
        <translation>Ein Name enthält ein Wort, das [naming] verbietet.</translation>
    </message>
    <message>
        <source>A parameter takes any text.</source>
        <translation>Ein Parameter nimmt jeden Text an: Geben Sie ihm ein Muster oder die Art „text“.</translation>
    </message>
    <message>
        <source>A text holds control, format or bidi characters.</source>
        <translation>Ein Text enthält Steuer-, Format- oder Richtungszeichen oder ist nicht in NFC.</translation>
    </message>
    <message>
        <source>A required key is missing.</source>
        <translation>Ein nötiger Schlüssel fehlt.</translation>
    </message>
    <message>
        <source>A route does not say where a parameter of its action stands.</source>
        <translation>Ein Weg sagt nicht, wo ein Parameter seines Vorgangs steht.</translation>
    </message>
    <message>
        <source>A name does not follow the pattern of [naming].</source>
        <translation>Ein Name folgt nicht dem Muster von [naming].</translation>
    </message>
    <message>
        <source>Two scopes are easily taken for each other.</source>
        <translation>Zwei Berechtigungen sind leicht zu verwechseln.</translation>
    </message>
    <message>
        <source>An action has no scopes.</source>
        <translation>Ein Vorgang hat keine Berechtigungen: Seine Zusage trägt den Vorgang allein.</translation>
    </message>
    <message>
        <source>A deprecated scope names no successor.</source>
        <translation>Eine veraltete Berechtigung nennt keine Nachfolgerin.</translation>
    </message>
    <message>
        <source>A deprecated scope has no end.</source>
        <translation>Eine veraltete Berechtigung hat keinen Tag, an dem sie endet.</translation>
    </message>
    <message>
        <source>The text is not TOML.</source>
        <translation>Der Text ist kein TOML.</translation>
    </message>
    <message>
        <source>A scope belongs to another resource than its action.</source>
        <translation>Eine Berechtigung gehört zu einem anderen Dienst als ihr Vorgang oder Weg.</translation>
    </message>
    <message>
        <source>A number or duration is outside its bounds.</source>
        <translation>Eine Zahl oder Dauer liegt außerhalb ihrer Grenzen.</translation>
    </message>
    <message>
        <source>One request could be either of two routes.</source>
        <translation>Ein Aufruf könnte zu zwei Wegen passen.</translation>
    </message>
    <message>
        <source>A name belongs to the authority itself.</source>
        <translation>Ein Name gehört der Freigabestelle selbst.</translation>
    </message>
    <message>
        <source>A scope has a lower risk than an action it allows, or takes requests away from one of a higher risk.</source>
        <translation>Eine Berechtigung hat ein geringeres Risiko als ein Vorgang, den sie erlaubt, oder nimmt einem mit höherem Risiko Aufrufe weg.</translation>
    </message>
    <message>
        <source>Whoever asks for a risky action may approve it.</source>
        <translation>Wer einen riskanten Vorgang verlangt, darf ihn selbst freigeben.</translation>
    </message>
    <message>
        <source>A scope is held or asked for, but not catalogued.</source>
        <translation>Eine Berechtigung wird gehalten oder verlangt, steht aber nicht im Katalog.</translation>
    </message>
    <message>
        <source>The naming pattern takes too long.</source>
        <translation>Das Muster für Namen dauert zu lange.</translation>
    </message>
    <message>
        <source>A scope is to be replaced by one that is deprecated itself.</source>
        <translation>Eine Berechtigung soll durch eine ersetzt werden, die selbst veraltet ist.</translation>
    </message>
    <message>
        <source>A scope has ended and can be removed.</source>
        <translation>Eine Berechtigung hat geendet und kann entfernt werden.</translation>
    </message>
    <message>
        <source>The text is too long or nested too deeply.</source>
        <translation>Der Text ist zu lang oder zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>A text is too long.</source>
        <translation>Ein Text ist zu lang.</translation>
    </message>
    <message>
        <source>There are too many entries.</source>
        <translation>Es gibt zu viele Einträge.</translation>
    </message>
    <message>
        <source>A part of a route&apos;s path varies and is no parameter of its action.</source>
        <translation>Ein veränderlicher Teil eines Weges ist kein Parameter seines Vorgangs; niemand würde ihn freigeben.</translation>
    </message>
    <message>
        <source>A table has a key that it cannot have.</source>
        <translation>Eine Tabelle hat einen Schlüssel, den sie nicht haben kann.</translation>
    </message>
    <message>
        <source>A route names a parameter that its action or path does not have.</source>
        <translation>Ein Weg nennt einen Parameter, den sein Vorgang oder Pfad nicht hat.</translation>
    </message>
    <message>
        <source>A title names a parameter that does not exist.</source>
        <translation>Ein Titel nennt einen Parameter, den es nicht gibt.</translation>
    </message>
    <message>
        <source>Something is named that does not exist.</source>
        <translation>Etwas wird genannt, das es nicht gibt.</translation>
    </message>
    <message>
        <source>A scope has not been used for a long time.</source>
        <translation>Eine Berechtigung wurde lange nicht verwendet.</translation>
    </message>
    <message>
        <source>A scope is a wildcard.</source>
        <translation>Eine Berechtigung ist ein Platzhalter; erlaubt ist nur, was einzeln benannt ist.</translation>
    </message>
    <message>
        <source>A value is of the wrong type.</source>
        <translation>Ein Wert ist von der falschen Art.</translation>
    </message>
    <message>
        <source>The change is longer than can be shown to a second admin. Make it in several smaller ones.</source>
        <translation>Die Änderung ist länger, als einer zweiten Person der Administration gezeigt werden kann. Teilen Sie sie in mehrere kleinere auf.</translation>
    </message>
    <message>
        <source>Scope %1</source>
        <translation>Berechtigung %1</translation>
    </message>
    <message>
        <source>Action %1</source>
        <translation>Vorgang %1</translation>
    </message>
    <message>
        <source>Parameter %1</source>
        <translation>Parameter %1</translation>
    </message>
    <message>
        <source>Service %1</source>
        <translation>Dienst %1</translation>
    </message>
    <message>
        <source>Route %1 %2</source>
        <extracomment>%1 is a method of HTTP, %2 a path.</extracomment>
        <translation>Weg %1 %2</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>an unknown finding</comment>
        <extracomment>%1 is a sentence of the authority, which is in English.</extracomment>
        <translation>Die Freigabestelle sagt: „%1“</translation>
    </message>
    <message>
        <source>%1 This is about: %2.</source>
        <extracomment>%1 is a sentence, %2 the names it speaks of.</extracomment>
        <translation>%1 Es geht um: %2.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is what a sentence speaks of, %2 the sentence.</extracomment>
        <translation>%1: %2</translation>
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
    <message>
        <source>Base token</source>
        <extracomment>Kind of access: the token a program got for itself, by its own key or secret.</extracomment>
        <translation>Basistoken</translation>
    </message>
    <message>
        <source>A person signed in</source>
        <translation>Eine angemeldete Person</translation>
    </message>
    <message>
        <source>An action without a title</source>
        <translation>Ein Vorgang ohne Titel</translation>
    </message>
    <message>
        <source>Access for a while</source>
        <translation>Zugriff auf Zeit</translation>
    </message>
    <message>
        <source>A program signed in for itself</source>
        <translation>Ein selbst angemeldetes Programm</translation>
    </message>
    <message>
        <source>Access of a kind this window does not know</source>
        <translation>Zugriff einer Art, die dieses Fenster nicht kennt</translation>
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
    <message>
        <source>The connection has been %1</source>
        <extracomment>%1: &quot;offline since 14:02&quot;.</extracomment>
        <translation>Die Verbindung ist %1</translation>
    </message>
</context>
<context>
    <name>countersign::text::Log</name>
    <message>
        <source>The log is signed with another key than before.</source>
        <translation>Das Protokoll ist mit einem anderen Schlüssel signiert als bisher.</translation>
    </message>
    <message>
        <source>What the authority shows of its log is not signed by the log&apos;s key.</source>
        <translation>Was die Freigabestelle von ihrem Protokoll zeigt, ist nicht mit dem Schlüssel des Protokolls signiert.</translation>
    </message>
    <message>
        <source>The log carries another name than before.</source>
        <translation>Das Protokoll trägt einen anderen Namen als bisher.</translation>
    </message>
    <message>
        <source>The log has fewer entries than this computer has already seen.</source>
        <translation>Das Protokoll hat weniger Einträge, als dieser Computer schon gesehen hat.</translation>
    </message>
    <message>
        <source>The log has as many entries as before, and they are not the same.</source>
        <translation>Das Protokoll hat so viele Einträge wie vorher, aber es sind nicht dieselben.</translation>
    </message>
    <message>
        <source>The log has grown, and its earlier entries are not those that this computer has seen.</source>
        <translation>Das Protokoll ist gewachsen, und seine früheren Einträge sind nicht die, die dieser Computer gesehen hat.</translation>
    </message>
    <message>
        <source>Another approver was shown another log than this computer.</source>
        <translation>Jemand anderem, der freigibt, wurde ein anderes Protokoll gezeigt als diesem Computer.</translation>
    </message>
    <message>
        <source>What this computer remembered of the log cannot be read, so nothing shows that its past is unchanged.</source>
        <translation>Was dieser Computer sich vom Protokoll gemerkt hat, lässt sich nicht lesen; nichts zeigt also, dass dessen Vergangenheit unverändert ist.</translation>
    </message>
    <message>
        <source>A decision that you made here is not in the log, a minute after the authority confirmed it.</source>
        <translation>Eine Entscheidung, die Sie hier getroffen haben, steht eine Minute nach der Bestätigung durch die Freigabestelle nicht im Protokoll.</translation>
    </message>
    <message>
        <source>The log cannot prove a decision that you made here, or says something else about it.</source>
        <translation>Das Protokoll kann eine Entscheidung, die Sie hier getroffen haben, nicht beweisen oder sagt etwas anderes darüber.</translation>
    </message>
    <message>
        <source>Either whoever runs the authority has set it up anew, or somebody has put another one in its place. This computer cannot tell which.</source>
        <translation>Entweder wurde die Freigabestelle von denen, die sie betreiben, neu eingerichtet, oder jemand hat eine andere an ihre Stelle gesetzt. Dieser Computer kann nicht erkennen, was davon zutrifft.</translation>
    </message>
    <message>
        <source>Most often a fault of this computer&apos;s disk is behind it. As long as nobody has looked, it could also hide that the past was changed.</source>
        <translation>Meistens steckt ein Fehler der Festplatte dieses Computers dahinter. Solange niemand nachgesehen hat, könnte sich dahinter auch verbergen, dass die Vergangenheit geändert wurde.</translation>
    </message>
    <message>
        <source>Every decision has to be in the log, so that nobody can deny or invent one later. Either the authority has a serious fault, or somebody is keeping your decision back. This computer cannot tell which.</source>
        <translation>Jede Entscheidung muss im Protokoll stehen, damit später niemand eine abstreiten oder erfinden kann. Entweder hat die Freigabestelle einen schweren Fehler, oder jemand hält Ihre Entscheidung zurück. Dieser Computer kann nicht erkennen, was davon zutrifft.</translation>
    </message>
    <message>
        <source>There is only ever one log. Whoever shows two wants different people to believe different things, or has restored an old copy and gone on from it.</source>
        <translation>Es gibt immer nur ein Protokoll. Wer zwei zeigt, will, dass verschiedene Menschen Verschiedenes glauben, oder hat eine alte Kopie wiederhergestellt und von dort weitergemacht.</translation>
    </message>
    <message>
        <source>An honest log only ever grows. Either the authority was restored from an old copy, or somebody is changing what was recorded about approvals. This computer cannot tell which.</source>
        <translation>Ein ehrliches Protokoll wächst nur. Entweder wurde die Freigabestelle aus einer alten Kopie wiederhergestellt, oder jemand ändert, was über Freigaben aufgezeichnet wurde. Dieser Computer kann nicht erkennen, was davon zutrifft.</translation>
    </message>
</context>
<context>
    <name>countersign::text::Proposal</name>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>In Kraft</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Ran out</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>Not applied</source>
        <translation>Nicht übernommen</translation>
    </message>
    <message>
        <source>A second admin has to agree. It comes into force when they approve it; you cannot approve it yourself.</source>
        <translation>Eine zweite Person der Administration muss zustimmen. Mit der Freigabe tritt sie in Kraft; selbst freigeben können Sie sie nicht.</translation>
    </message>
    <message>
        <source>A second admin agreed, and the change was applied.</source>
        <translation>Eine zweite Person der Administration hat zugestimmt, und die Änderung wurde übernommen.</translation>
    </message>
    <message>
        <source>It was denied. Nothing was applied.</source>
        <translation>Sie wurde abgelehnt. Nichts wurde übernommen.</translation>
    </message>
    <message>
        <source>Nobody decided in time. Nothing was applied; you can ask again.</source>
        <translation>Niemand hat rechtzeitig entschieden. Nichts wurde übernommen; Sie können noch einmal fragen.</translation>
    </message>
    <message>
        <source>It was withdrawn, or another version came first. Nothing was applied; you can ask again from the version in force.</source>
        <translation>Sie wurde zurückgezogen, oder eine andere Fassung kam zuvor. Nichts wurde übernommen; Sie können von der geltenden Fassung aus noch einmal fragen.</translation>
    </message>
    <message>
        <source>It was approved, but could not be applied any more. Nothing has changed; you can ask again from the version in force.</source>
        <translation>Sie wurde freigegeben, konnte aber nicht mehr übernommen werden. Nichts hat sich geändert; Sie können von der geltenden Fassung aus noch einmal fragen.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a person, %2 the reason they gave.</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>countersign::text::Report</name>
    <message>
        <source>Access by owner</source>
        <translation>Zugang nach Verantwortlichen</translation>
    </message>
    <message>
        <source>Standing and temporary clients that may act now, by the owner named at registration.</source>
        <translation>Dauerhafte und befristete Anwendungen, die jetzt handeln dürfen, nach den bei der Registrierung genannten Verantwortlichen.</translation>
    </message>
    <message>
        <source>Approvals by approver</source>
        <translation>Freigaben nach Personen</translation>
    </message>
    <message>
        <source>A high share of approvals with a median of a few seconds is a rubber stamp.</source>
        <translation>Ein hoher Anteil an Freigaben mit einem Median von wenigen Sekunden ist Durchwinken.</translation>
    </message>
    <message>
        <source>Approved, never used</source>
        <translation>Freigegeben, nie genutzt</translation>
    </message>
    <message>
        <source>Access that was granted and not needed: the next request deserves a question.</source>
        <translation>Zugang, der gewährt und nicht gebraucht wurde: Die nächste Anfrage verdient eine Rückfrage.</translation>
    </message>
    <message>
        <source>Denied, then approved</source>
        <translation>Abgelehnt, dann freigegeben</translation>
    </message>
    <message>
        <source>The same action of the same client, approved after somebody had said no.</source>
        <translation>Derselbe Vorgang derselben Anwendung, freigegeben, nachdem jemand Nein gesagt hatte.</translation>
    </message>
    <message>
        <source>Attempts to approve one&apos;s own request</source>
        <translation>Versuche, die eigene Anfrage freizugeben</translation>
    </message>
    <message>
        <source>Each was refused.</source>
        <translation>Jeder wurde zurückgewiesen.</translation>
    </message>
    <message>
        <source>Scopes nobody uses</source>
        <translation>Berechtigungen, die niemand nutzt</translation>
    </message>
    <message>
        <source>Scopes that are held or catalogued, and were not used in this time.</source>
        <translation>Berechtigungen, die vergeben oder im Katalog sind und in diesem Zeitraum nicht genutzt wurden.</translation>
    </message>
    <message>
        <source>Anomalies</source>
        <translation>Auffälligkeiten</translation>
    </message>
    <message>
        <source>Replays, guesses, floods and refusals, by kind and origin.</source>
        <translation>Wiederholungen, Rateversuche, Fluten und Zurückweisungen, nach Art und Herkunft.</translation>
    </message>
    <message>
        <source>Approved at odd hours</source>
        <translation>Zu ungewöhnlichen Zeiten freigegeben</translation>
    </message>
    <message>
        <source>Approvals between 22:00 and 06:00 UTC.</source>
        <translation>Freigaben zwischen 22:00 und 06:00 UTC.</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>Standing clients</source>
        <translation>Dauerhafte Anwendungen</translation>
    </message>
    <message>
        <source>Temporary clients</source>
        <translation>Befristete Anwendungen</translation>
    </message>
    <message>
        <source>Scopes held</source>
        <translation>Vergebene Berechtigungen</translation>
    </message>
    <message>
        <source>Live grants</source>
        <translation>Aktive Zugänge</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt genutzt</translation>
    </message>
    <message>
        <source>Approver</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Genehmigt</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Median to decide</source>
        <translation>Median bis zur Entscheidung</translation>
    </message>
    <message>
        <source>Under 5 s</source>
        <translation>Unter 5 s</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>Ended as</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>Genehmigt von</translation>
    </message>
    <message>
        <source>Denied approval</source>
        <translation>Abgelehnte Anfrage</translation>
    </message>
    <message>
        <source>Approved approval</source>
        <translation>Freigegebene Anfrage</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Zuerst</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Berechtigung</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>Gehalten von</translation>
    </message>
    <message>
        <source>Share approved</source>
        <translation>Anteil genehmigt</translation>
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
    <name>countersign::text::Save</name>
    <message>
        <source>You cancelled it. Nothing was saved.</source>
        <translation>Sie haben abgebrochen. Es wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>You may not read the audit history there any more. Nothing was saved.</source>
        <translation>Sie dürfen das Protokoll dort nicht mehr lesen. Es wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>The authority has nothing of this kind. Nothing was saved.</source>
        <translation>Die Freigabestelle hat nichts dieser Art. Es wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>The authority does not answer. Nothing was saved; try again when the connection is back.</source>
        <translation>Die Freigabestelle antwortet nicht. Es wurde nichts gespeichert; versuchen Sie es erneut, wenn die Verbindung wieder steht.</translation>
    </message>
    <message>
        <source>It was broken off before its end, so it would not have been complete. Nothing was saved; try again.</source>
        <translation>Es wurde vor dem Ende abgebrochen und wäre nicht vollständig gewesen. Es wurde nichts gespeichert; versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The authority&apos;s answer was not understood. Nothing was saved.</source>
        <translation>Die Antwort der Freigabestelle wurde nicht verstanden. Es wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <extracomment>%1 what the system says</extracomment>
        <translation>Die Datei konnte nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>The newest entries of it are not signed yet, which takes about a second. Nothing was saved; try again now.</source>
        <translation>Die neuesten Einträge dazu sind noch nicht signiert; das dauert etwa eine Sekunde. Es wurde nichts gespeichert; versuchen Sie es gleich noch einmal.</translation>
    </message>
</context>
<context>
    <name>countersign::text::Scope</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 is a list of names, %n how many further names there are.</extracomment>
        <translation>
            <numerusform>%1 und %n weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>format of a date</comment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>Not catalogued</source>
        <translation>Nicht im Katalog</translation>
    </message>
    <message numerus="yes">
        <source>Not catalogued, %n scopes</source>
        <translation>
            <numerusform>Nicht im Katalog, %n Berechtigung</numerusform>
            <numerusform>Nicht im Katalog, %n Berechtigungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n scopes</source>
        <extracomment>%1 is the name of a service.</extracomment>
        <translation>
            <numerusform>%1, %n Berechtigung</numerusform>
            <numerusform>%1, %n Berechtigungen</numerusform>
        </translation>
    </message>
    <message>
        <source>not catalogued</source>
        <translation>nicht im Katalog</translation>
    </message>
    <message>
        <source>past its end</source>
        <translation>Ende überschritten</translation>
    </message>
    <message>
        <source>deprecated</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>unused</source>
        <translation>ungenutzt</translation>
    </message>
    <message numerus="yes">
        <source>%n programs lose it: %1.</source>
        <translation>
            <numerusform>%n Programm verliert sie: %1.</numerusform>
            <numerusform>%n Programme verlieren sie: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n live accesses lose it at once.</source>
        <translation>
            <numerusform>%n aktiver Zugriff verliert sie sofort.</numerusform>
            <numerusform>%n aktive Zugriffe verlieren sie sofort.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n actions need it and can no longer be asked for: %1.</source>
        <translation>
            <numerusform>%n Vorgang braucht sie und kann nicht mehr angefragt werden: %1.</numerusform>
            <numerusform>%n Vorgänge brauchen sie und können nicht mehr angefragt werden: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n routes of the gateway refuse everybody: %1.</source>
        <translation>
            <numerusform>%n Weg des Gateways weist alle ab: %1.</numerusform>
            <numerusform>%n Wege des Gateways weisen alle ab: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deprecated scopes name it as the one to use instead: %1.</source>
        <translation>
            <numerusform>%n veraltete Berechtigung nennt sie als Nachfolgerin: %1.</numerusform>
            <numerusform>%n veraltete Berechtigungen nennen sie als Nachfolgerin: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Scope %1 is added</source>
        <translation>Berechtigung %1 kommt hinzu</translation>
    </message>
    <message>
        <source>Scope %1 is removed</source>
        <translation>Berechtigung %1 entfällt</translation>
    </message>
    <message>
        <source>Scope %1 changes</source>
        <translation>Berechtigung %1 ändert sich</translation>
    </message>
    <message>
        <source>Action %1 is added</source>
        <translation>Vorgang %1 kommt hinzu</translation>
    </message>
    <message>
        <source>Action %1 is removed</source>
        <translation>Vorgang %1 entfällt</translation>
    </message>
    <message>
        <source>Action %1 changes</source>
        <translation>Vorgang %1 ändert sich</translation>
    </message>
    <message>
        <source>Service %1 is added</source>
        <translation>Dienst %1 kommt hinzu</translation>
    </message>
    <message>
        <source>Service %1 is removed</source>
        <translation>Dienst %1 entfällt</translation>
    </message>
    <message>
        <source>Service %1 changes</source>
        <translation>Dienst %1 ändert sich</translation>
    </message>
    <message>
        <source>Route %1 is added</source>
        <translation>Weg %1 kommt hinzu</translation>
    </message>
    <message>
        <source>Route %1 is removed</source>
        <translation>Weg %1 entfällt</translation>
    </message>
    <message>
        <source>Route %1 changes</source>
        <translation>Weg %1 ändert sich</translation>
    </message>
    <message>
        <source>The rules for names change</source>
        <translation>Die Regeln für Namen ändern sich</translation>
    </message>
    <message>
        <source>%1 is added</source>
        <translation>%1 kommt hinzu</translation>
    </message>
    <message>
        <source>%1 is removed</source>
        <translation>%1 entfällt</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>%1 ändert sich</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>Why it exists</source>
        <translation>Wozu es sie gibt</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Deprecation</source>
        <translation>Ablösung</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Approvers</source>
        <translation>Freigabegruppen</translation>
    </message>
    <message>
        <source>Approvals needed</source>
        <translation>Nötige Genehmigungen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>The authority did not say what would follow</source>
        <translation>Die Freigabestelle hat nicht gesagt, was daraus folgt</translation>
    </message>
    <message>
        <source>The authority found errors in this text</source>
        <translation>Die Freigabestelle hat Fehler in diesem Text gefunden</translation>
    </message>
    <message>
        <source>The authority refused this change</source>
        <translation>Die Freigabestelle hat diese Änderung zurückgewiesen</translation>
    </message>
    <message>
        <source>The change was not applied</source>
        <translation>Die Änderung wurde nicht übernommen</translation>
    </message>
    <message>
        <source>No second admin agreed</source>
        <translation>Keine zweite Person der Administration hat zugestimmt</translation>
    </message>
    <message>
        <source>Nothing was applied and your text is still here. Check the connection and try again.</source>
        <translation>Es wurde nichts übernommen, und Ihr Text ist noch da. Prüfen Sie die Verbindung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Nothing was applied. The findings beside the text name the lines.</source>
        <translation>Es wurde nichts übernommen. Die Befunde neben dem Text nennen die Zeilen.</translation>
    </message>
    <message>
        <source>No answer came, so what is in force was read again: it is still the version from before. You can apply the change once more.</source>
        <translation>Es kam keine Antwort, deshalb wurde neu gelesen, was gilt: Es ist noch die vorherige Fassung. Sie können die Änderung noch einmal übernehmen.</translation>
    </message>
    <message>
        <source>The request was denied, withdrawn or ran out. Nothing was applied and your text is still here.</source>
        <translation>Die Anfrage wurde abgelehnt, zurückgezogen oder ist abgelaufen. Es wurde nichts übernommen, und Ihr Text ist noch da.</translation>
    </message>
    <message>
        <source>Your sign-in does not let you change the catalogue.</source>
        <translation>Ihre Anmeldung erlaubt Ihnen nicht, den Katalog zu ändern.</translation>
    </message>
    <message>
        <source>A second admin has to agree to this change, and the rules do not let you ask for that.</source>
        <translation>Dieser Änderung muss eine zweite Person der Administration zustimmen, und nach den Regeln dürfen Sie darum nicht bitten.</translation>
    </message>
    <message>
        <source>Too many of your changes wait for a second admin. Ask again once one of them is decided.</source>
        <translation>Zu viele Ihrer Änderungen warten auf eine zweite Person der Administration. Fragen Sie erneut an, sobald über eine davon entschieden ist.</translation>
    </message>
    <message>
        <source>The authority does not take the change or its reason as it is written.</source>
        <translation>Die Freigabestelle nimmt die Änderung oder ihren Grund so, wie sie geschrieben sind, nicht an.</translation>
    </message>
    <message>
        <source>The authority was not told which version the change was made from.</source>
        <translation>Der Freigabestelle wurde nicht gesagt, auf welcher Fassung die Änderung beruht.</translation>
    </message>
    <message>
        <source>The authority refused the change.</source>
        <translation>Die Freigabestelle hat die Änderung abgelehnt.</translation>
    </message>
    <message>
        <source>%1 It says: “%2”</source>
        <extracomment>%1 is why it was refused, %2 are the authority&apos;s own words, whatever language it speaks.</extracomment>
        <translation>%1 Sie sagt: „%2“</translation>
    </message>
    <message>
        <source>%1 Nothing was applied and your text is still here.</source>
        <extracomment>%1 is why the authority refused it, a whole sentence.</extracomment>
        <translation>%1 Nichts wurde übernommen, und Ihr Text ist noch hier.</translation>
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
    <name>countersign::text::Why</name>
    <message>
        <source>Actions of this type are rated low.</source>
        <translation>Vorgänge dieser Art gelten als niedriges Risiko.</translation>
    </message>
    <message>
        <source>Actions of this type are rated medium.</source>
        <translation>Vorgänge dieser Art gelten als mittleres Risiko.</translation>
    </message>
    <message>
        <source>Actions of this type are rated high.</source>
        <translation>Vorgänge dieser Art gelten als hohes Risiko.</translation>
    </message>
    <message>
        <source>Actions of this type are rated critical.</source>
        <translation>Vorgänge dieser Art gelten als kritisch.</translation>
    </message>
    <message>
        <source>The scope %1 is rated low.</source>
        <translation>Die Berechtigung %1 gilt als niedriges Risiko.</translation>
    </message>
    <message>
        <source>The scope %1 is rated medium.</source>
        <translation>Die Berechtigung %1 gilt als mittleres Risiko.</translation>
    </message>
    <message>
        <source>The scope %1 is rated high.</source>
        <translation>Die Berechtigung %1 gilt als hohes Risiko.</translation>
    </message>
    <message>
        <source>The scope %1 is rated critical.</source>
        <translation>Die Berechtigung %1 gilt als kritisch.</translation>
    </message>
    <message>
        <source>The client was registered less than an hour ago.</source>
        <translation>Die Anwendung wurde vor weniger als einer Stunde registriert.</translation>
    </message>
    <message>
        <source>This client asks for an action of this type for the first time.</source>
        <translation>Diese Anwendung fragt zum ersten Mal einen Vorgang dieser Art an.</translation>
    </message>
    <message>
        <source>The request comes outside the usual hours of this type.</source>
        <translation>Die Anfrage kommt außerhalb der für diese Art üblichen Stunden.</translation>
    </message>
    <message>
        <source>The client sent at least %1 requests within the last minute.</source>
        <translation>Die Anwendung hat in der letzten Minute mindestens %1 Anfragen geschickt.</translation>
    </message>
    <message>
        <source>The scope %1 is deprecated.</source>
        <translation>Die Berechtigung %1 ist veraltet.</translation>
    </message>
    <message>
        <source>The request is no longer pending.</source>
        <translation>Die Anfrage ist nicht mehr offen.</translation>
    </message>
    <message>
        <source>You are not in a group that may decide this.</source>
        <translation>Sie gehören zu keiner Gruppe, die hierüber entscheiden darf.</translation>
    </message>
    <message>
        <source>You asked for this yourself; somebody else must decide.</source>
        <translation>Sie haben dies selbst angefragt; jemand anderes muss entscheiden.</translation>
    </message>
    <message>
        <source>You have decided already; another approver is needed.</source>
        <translation>Sie haben schon entschieden; eine weitere freigabeberechtigte Person ist nötig.</translation>
    </message>
    <message>
        <source>The client is disabled, expired or deleted.</source>
        <translation>Die Anwendung ist gesperrt, abgelaufen oder gelöscht.</translation>
    </message>
    <message>
        <source>The person it runs for is disabled.</source>
        <translation>Die Person, für die es läuft, ist gesperrt.</translation>
    </message>
    <message>
        <source>The session of the request has ended.</source>
        <translation>Die Sitzung der Anfrage ist beendet.</translation>
    </message>
    <message>
        <source>The action type is not in the catalogue.</source>
        <translation>Die Vorgangsart steht nicht im Katalog.</translation>
    </message>
    <message>
        <source>The catalogue no longer allows these parameters.</source>
        <translation>Der Katalog erlaubt diese Angaben nicht mehr.</translation>
    </message>
    <message>
        <source>The client may not ask for this action type.</source>
        <translation>Die Anwendung darf diese Vorgangsart nicht anfragen.</translation>
    </message>
    <message>
        <source>A scope of the request is not allowed.</source>
        <translation>Eine Berechtigung der Anfrage ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>The API is not registered.</source>
        <translation>Die Schnittstelle ist nicht registriert.</translation>
    </message>
    <message>
        <source>This action type needs a key of the requester.</source>
        <translation>Diese Vorgangsart verlangt einen Schlüssel der anfragenden Seite.</translation>
    </message>
    <message>
        <source>An approver is no longer entitled.</source>
        <translation>Eine freigabeberechtigte Person ist es nicht mehr.</translation>
    </message>
    <message>
        <source>Deprecated: it will go away.</source>
        <translation>Veraltet: Sie wird entfallen.</translation>
    </message>
    <message>
        <source>Deprecated: refused in %1.</source>
        <extracomment>%1 is a duration such as &quot;9 d&quot;.</extracomment>
        <translation>Veraltet: abgewiesen in %1.</translation>
    </message>
    <message>
        <source>Deprecated, and past its end.</source>
        <translation>Veraltet und über ihr Ende hinaus.</translation>
    </message>
    <message>
        <source>%1 takes its place.</source>
        <extracomment>%1 is the name of a scope.</extracomment>
        <translation>%1 tritt an ihre Stelle.</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <extracomment>%1 is the reason its owner wrote.</extracomment>
        <translation>Grund: %1</translation>
    </message>
    <message>
        <source>The authority says: “%1”</source>
        <extracomment>%1 is a sentence of the authority, in whatever language it speaks.</extracomment>
        <translation>Die Freigabestelle meldet: „%1“</translation>
    </message>
    <message numerus="yes">
        <source>The same request was denied %n times within the last ten minutes.</source>
        <translation>
            <numerusform>Dieselbe Anfrage wurde in den letzten zehn Minuten %n-mal abgelehnt.</numerusform>
            <numerusform>Dieselbe Anfrage wurde in den letzten zehn Minuten %n-mal abgelehnt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The authority found its own log damaged. It approves nothing until whoever runs it has restored the log. Denying and revoking still work.</source>
        <translation>Die Freigabestelle hat ihr eigenes Protokoll beschädigt vorgefunden. Sie gibt nichts frei, bis ihre Betreiber das Protokoll wiederhergestellt haben. Ablehnen und Widerrufen sind weiterhin möglich.</translation>
    </message>
    <message>
        <source>What is stored of this request is not what was asked: somebody changed the database. Deny it, and tell whoever runs the authority.</source>
        <translation>Was von dieser Anfrage gespeichert ist, ist nicht das, was angefragt wurde: Jemand hat die Datenbank verändert. Lehnen Sie sie ab und sagen Sie es denen, die die Freigabestelle betreiben.</translation>
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
    <name>countersign::widgets::DiffView</name>
    <message>
        <source>Line %1, the same: %2</source>
        <translation>Zeile %1, gleich: %2</translation>
    </message>
    <message>
        <source>Line %1 removed: %2</source>
        <translation>Zeile %1 entfernt: %2</translation>
    </message>
    <message>
        <source>Line %1 added: %2</source>
        <translation>Zeile %1 hinzugefügt: %2</translation>
    </message>
    <message>
        <source>Line %1 changed from: %2, to: %3</source>
        <translation>Zeile %1 geändert von: %2, zu: %3</translation>
    </message>
    <message numerus="yes">
        <source>%n equal lines left out</source>
        <translation>
            <numerusform>%n gleiche Zeile ausgelassen</numerusform>
            <numerusform>%n gleiche Zeilen ausgelassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n equal lines</source>
        <translation>
            <numerusform>%n gleiche Zeile</numerusform>
            <numerusform>%n gleiche Zeilen</numerusform>
        </translation>
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
    <name>countersign::widgets::ListBesideCard</name>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>Nichts ist ausgewählt</translation>
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
<context>
    <name>countersign::widgets::UsePlot</name>
    <message>
        <source>d MMM</source>
        <extracomment>A day without its year; format of QDate.</extracomment>
        <translation>d. MMM</translation>
    </message>
    <message numerus="yes">
        <source>Not used in %n days</source>
        <translation>
            <numerusform>Seit %n Tag nicht genutzt</numerusform>
            <numerusform>Seit %n Tagen nicht genutzt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 uses in 90 days, most on %3: %2</source>
        <extracomment>%1 and %2 are numbers of uses, %3 a day such as &quot;3 Nov&quot;.</extracomment>
        <translation>%1 Nutzungen in 90 Tagen, die meisten am %3: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1: used %n times</source>
        <extracomment>%1 is a day such as &quot;3 Nov&quot;.</extracomment>
        <translation>
            <numerusform>%1: %n Mal genutzt</numerusform>
            <numerusform>%1: %n Mal genutzt</numerusform>
        </translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>at most %1 a day</source>
        <translation>höchstens %1 am Tag</translation>
    </message>
</context>
</TS>
