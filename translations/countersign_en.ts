<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
        <source>%n requests were asked to be denied.</source>
        <translation>
            <numerusform>%n request was asked to be denied.</numerusform>
            <numerusform>%n requests were asked to be denied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pending requests of “%1” are denied one by one, each with its own signature.</source>
        <translation>
            <numerusform>%n pending request of “%1” is denied, with its own signature.</numerusform>
            <numerusform>%n pending requests of “%1” are denied one by one, each with its own signature.</numerusform>
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
</TS>
