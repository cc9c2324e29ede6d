// Findings and differences of a catalogue as text, JSON and SARIF, for people and for the machines of a pipeline.
#pragma once

#include "app/catalog/diff.h"

#include <QJsonObject>

namespace countersign::ctl {

enum class ReportFormat { Text, Json, Sarif };

// "text", "json", "sarif"; nullopt for anything else.
[[nodiscard]] std::optional<ReportFormat> reportFormat(const QString &name);

struct Report {
    QString file;  // as it was named in the call; "-" for the standard input
    std::vector<catalog::Finding> findings;

    [[nodiscard]] bool hasErrors() const;
};

// "catalog.toml:12: warning: … [near_duplicate]", text from outside made visible.
[[nodiscard]] QStringList reportLines(const Report &report);
[[nodiscard]] QJsonObject reportJson(const Report &report);
// SARIF 2.1.0 with one run.
[[nodiscard]] QJsonObject reportSarif(const Report &report);

[[nodiscard]] QJsonObject differenceJson(const catalog::Diff &diff);

}  // namespace countersign::ctl
