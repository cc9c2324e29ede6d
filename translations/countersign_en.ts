<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>countersign::audit::EntriesView</name>
    <message numerus="yes">
        <source>%Ln new entries</source>
        <translation>
            <numerusform>%Ln new entry</numerusform>
            <numerusform>%Ln new entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries, the newest first</source>
        <translation>
            <numerusform>%Ln entry</numerusform>
            <numerusform>%Ln entries, the newest first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln entries, the newest first</source>
        <translation>
            <numerusform>At least %Ln entry</numerusform>
            <numerusform>At least %Ln entries, the newest first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::audit::ExportDialog</name>
    <message numerus="yes">
        <source>%n of them without their content, which was erased</source>
        <translation>
            <numerusform>%n of them without its content, which was erased</numerusform>
            <numerusform>%n of them without their content, which was erased</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>further findings that are not listed</extracomment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::audit::TimelineChart</name>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln entry</numerusform>
            <numerusform>%Ln entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln denied</source>
        <comment>entries of the log</comment>
        <translation>
            <numerusform>%Ln denied</numerusform>
            <numerusform>%Ln denied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln anomalies</source>
        <translation>
            <numerusform>%Ln anomaly</numerusform>
            <numerusform>%Ln anomalies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::clients::ClientCard</name>
    <message numerus="yes">
        <source>%n further ones</source>
        <translation>
            <numerusform>%n further one</numerusform>
            <numerusform>%n further ones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, extended %n times</source>
        <translation>
            <numerusform>%1, extended %n time</numerusform>
            <numerusform>%1, extended %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %n uses in all</source>
        <translation>
            <numerusform>%1; %n use in all</numerusform>
            <numerusform>%1; %n uses in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>until %1 · %n uses · %2</source>
        <extracomment>%1 is a moment, %2 names of scopes.</extracomment>
        <translation>
            <numerusform>until %1 · %n use · %2</numerusform>
            <numerusform>until %1 · %n uses · %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are %n more just like it</source>
        <extracomment>%1 are client ids.</extracomment>
        <translation>
            <numerusform>There is %n more just like it</numerusform>
            <numerusform>There are %n more just like it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::clients::ClientDelegate</name>
    <message numerus="yes">
        <source>%n duplicates</source>
        <translation>
            <numerusform>%n duplicate</numerusform>
            <numerusform>%n duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n live tokens</source>
        <translation>
            <numerusform>%n live token</numerusform>
            <numerusform>%n live tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n scopes</source>
        <translation>
            <numerusform>%1 · %n scope</numerusform>
            <numerusform>%1 · %n scopes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::clients::NewClientForm</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::console::Notifier</name>
    <message numerus="yes">
        <source>%n new requests wait for a decision.</source>
        <translation>
            <numerusform>%n new request waits for a decision.</numerusform>
            <numerusform>%n new requests wait for a decision.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::inbox::ApprovalCard</name>
    <message numerus="yes">
        <source>%n requests of this client are waiting.</source>
        <translation>
            <numerusform>%n request of this client is waiting.</numerusform>
            <numerusform>%n requests of this client are waiting.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::inbox::Card</name>
    <message numerus="yes">
        <source>Ask the requester to read it out again. After %n more wrong codes the request is denied.</source>
        <translation>
            <numerusform>Ask the requester to read it out again. After %n more wrong code the request is denied.</numerusform>
            <numerusform>Ask the requester to read it out again. After %n more wrong codes the request is denied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::inbox::InboxPage</name>
    <message numerus="yes">
        <source>%n pending requests of “%1” are denied one by one, each with its own signature.</source>
        <translation>
            <numerusform>%n pending request of “%1” is denied, with its own signature.</numerusform>
            <numerusform>%n pending requests of “%1” are denied one by one, each with its own signature.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The client is frozen, and %n of its requests ended.</source>
        <translation>
            <numerusform>The client is frozen, and %n of its requests ended.</numerusform>
            <numerusform>The client is frozen, and %n of its requests ended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The client is NOT frozen: the authority refused it. %n of its requests were denied.</source>
        <translation>
            <numerusform>The client is NOT frozen: the authority refused it. %n of its requests was denied.</numerusform>
            <numerusform>The client is NOT frozen: the authority refused it. %n of its requests were denied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody knows whether the client is frozen: no answer came. %n of its requests were denied.</source>
        <translation>
            <numerusform>Nobody knows whether the client is frozen: no answer came. %n of its requests was denied.</numerusform>
            <numerusform>Nobody knows whether the client is frozen: no answer came. %n of its requests were denied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n requests are denied.</source>
        <translation>
            <numerusform>%n request is denied.</numerusform>
            <numerusform>All %n requests are denied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 requests were denied. The others ended otherwise, were left when you stopped, or nobody answered.</source>
        <extracomment>%1 is how many were meant.</extracomment>
        <translation>
            <numerusform>%n of %1 requests was denied. The others ended otherwise, were left when you stopped, or nobody answered.</numerusform>
            <numerusform>%n of %1 requests were denied. The others ended otherwise, were left when you stopped, or nobody answered.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::inbox::LessPanel</name>
    <message numerus="yes">
        <source>%n calls, as asked</source>
        <translation>
            <numerusform>%n call, as asked</numerusform>
            <numerusform>%n calls, as asked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::inbox::ListPane</name>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>A button that lets rows in which arrived while the list was held still.</extracomment>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::inbox::RequestRows</name>
    <message numerus="yes">
        <source>%n equal requests.</source>
        <translation>
            <numerusform>%n equal request.</numerusform>
            <numerusform>%n equal requests.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::scopes::EditorPane</name>
    <message numerus="yes">
        <source>%n errors to mend before it can be applied.</source>
        <translation>
            <numerusform>%n error to mend before it can be applied.</numerusform>
            <numerusform>%n errors to mend before it can be applied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No errors. %n warnings worth a look.</source>
        <translation>
            <numerusform>No errors. %n warning worth a look.</numerusform>
            <numerusform>No errors. %n warnings worth a look.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::scopes::ReviewPane</name>
    <message numerus="yes">
        <source>%n programs lose scopes:</source>
        <translation>
            <numerusform>%n program loses scopes:</numerusform>
            <numerusform>%n programs lose scopes:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more programs</source>
        <translation>
            <numerusform>and %n more program</numerusform>
            <numerusform>and %n more programs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n live accesses lose what is taken away, or end.</source>
        <translation>
            <numerusform>%n live access loses what is taken away, or ends.</numerusform>
            <numerusform>%n live accesses lose what is taken away, or end.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pending requests can no longer be approved.</source>
        <translation>
            <numerusform>%n pending request can no longer be approved.</numerusform>
            <numerusform>%n pending requests can no longer be approved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n routes of the gateway are touched:</source>
        <translation>
            <numerusform>%n route of the gateway is touched:</numerusform>
            <numerusform>%n routes of the gateway are touched:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more changes, all in the text below</source>
        <translation>
            <numerusform>and %n more change, in the text below</numerusform>
            <numerusform>and %n more changes, all in the text below</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::scopes::ScopeBrowser</name>
    <message numerus="yes">
        <source>%n of your changes wait for a second admin</source>
        <translation>
            <numerusform>%n of your changes waits for a second admin</numerusform>
            <numerusform>%n of your changes wait for a second admin</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::scopes::ScopeCard</name>
    <message numerus="yes">
        <source>Unused for %n days or more</source>
        <translation>
            <numerusform>Unused for %n day or more</numerusform>
            <numerusform>Unused for %n days or more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::shell::LogBanner</name>
    <message numerus="yes">
        <source>%n decision(s) of yours not yet proven</source>
        <extracomment>of the person who reads it</extracomment>
        <translation>
            <numerusform>%n decision of yours not yet proven</numerusform>
            <numerusform>%n decisions of yours not yet proven</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::text::Client</name>
    <message numerus="yes">
        <source>%n tokens that are alive stop working at once.</source>
        <translation>
            <numerusform>%n token that is alive stops working at once.</numerusform>
            <numerusform>%n tokens that are alive stop working at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests that wait for a decision are cancelled.</source>
        <translation>
            <numerusform>%n request that waits for a decision is cancelled.</numerusform>
            <numerusform>%n requests that wait for a decision are cancelled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was used %n times, the last time on %1.</source>
        <translation>
            <numerusform>It was used %n time, on %1.</numerusform>
            <numerusform>It was used %n times, the last time on %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n live tokens.</source>
        <translation>
            <numerusform>%n live token.</numerusform>
            <numerusform>%n live tokens.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicates.</source>
        <translation>
            <numerusform>%n duplicate.</numerusform>
            <numerusform>%n duplicates.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was extended %n times already.</source>
        <translation>
            <numerusform>It was extended %n time already.</numerusform>
            <numerusform>It was extended %n times already.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::text::Scope</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 is a list of names, %n how many further names there are.</extracomment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not catalogued, %n scopes</source>
        <translation>
            <numerusform>Not catalogued, %n scope</numerusform>
            <numerusform>Not catalogued, %n scopes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n scopes</source>
        <extracomment>%1 is the name of a service.</extracomment>
        <translation>
            <numerusform>%1, %n scope</numerusform>
            <numerusform>%1, %n scopes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n programs lose it: %1.</source>
        <translation>
            <numerusform>%n program loses it: %1.</numerusform>
            <numerusform>%n programs lose it: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n live accesses lose it at once.</source>
        <translation>
            <numerusform>%n live access loses it at once.</numerusform>
            <numerusform>%n live accesses lose it at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n actions need it and can no longer be asked for: %1.</source>
        <translation>
            <numerusform>%n action needs it and can no longer be asked for: %1.</numerusform>
            <numerusform>%n actions need it and can no longer be asked for: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n routes of the gateway refuse everybody: %1.</source>
        <translation>
            <numerusform>%n route of the gateway refuses everybody: %1.</numerusform>
            <numerusform>%n routes of the gateway refuse everybody: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deprecated scopes name it as the one to use instead: %1.</source>
        <translation>
            <numerusform>%n deprecated scope names it as the one to use instead: %1.</numerusform>
            <numerusform>%n deprecated scopes name it as the one to use instead: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::text::Why</name>
    <message numerus="yes">
        <source>The same request was denied %n times within the last ten minutes.</source>
        <translation>
            <numerusform>The same request was denied %n time within the last ten minutes.</numerusform>
            <numerusform>The same request was denied %n times within the last ten minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::tray::Tray</name>
    <message numerus="yes">
        <source>Countersign: %n pending. %1. Log: does not match</source>
        <translation>
            <numerusform>Countersign: %n pending. %1. Log: does not match</numerusform>
            <numerusform>Countersign: %n pending. %1. Log: does not match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Countersign: %n pending. %1</source>
        <translation>
            <numerusform>Countersign: %n pending. %1</numerusform>
            <numerusform>Countersign: %n pending. %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::widgets::DiffView</name>
    <message numerus="yes">
        <source>%n equal lines left out</source>
        <translation>
            <numerusform>%n equal line left out</numerusform>
            <numerusform>%n equal lines left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n equal lines</source>
        <translation>
            <numerusform>%n equal line</numerusform>
            <numerusform>%n equal lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::widgets::RailButton</name>
    <message numerus="yes">
        <source>%1, %n pending</source>
        <extracomment>%1 is the name of a place in the rail.</extracomment>
        <translation>
            <numerusform>%1, %n pending</numerusform>
            <numerusform>%1, %n pending</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::widgets::UsePlot</name>
    <message numerus="yes">
        <source>Not used in %n days</source>
        <translation>
            <numerusform>Not used in %n day</numerusform>
            <numerusform>Not used in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: used %n times</source>
        <extracomment>%1 is a day such as &quot;3 Nov&quot;.</extracomment>
        <translation>
            <numerusform>%1: used %n time</numerusform>
            <numerusform>%1: used %n times</numerusform>
        </translation>
    </message>
</context>
</TS>
