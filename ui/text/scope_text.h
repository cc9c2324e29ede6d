// Words about scopes, their use, and what a change to the catalogue does.
#pragma once

#include "app/console/catalog/authority_catalog.h"

#include <QModelIndex>
#include <QString>
#include <QStringList>

namespace countersign::text {

// A moment of the authority, as a day: "1 Oct 2026".
[[nodiscard]] QString day(qint64 seconds);

// What a row of the tree is to a screen reader: "orders:refund, Refund an order, high risk, deprecated".
[[nodiscard]] QString scopeRowName(const QModelIndex &index);
// "Not catalogued" …, the name of the group of shadows.
[[nodiscard]] QString shadowGroupName();

// Who or what stops working when the scope is taken away; one sentence each. Empty: nobody notices.
[[nodiscard]] QStringList breakage(const console::AuthorityCatalog &catalog, const QString &scope);

// "Scope orders:read is added"; values have passed visibleText.
[[nodiscard]] QString changeSentence(const console::CatalogChange &change);
[[nodiscard]] QString fieldName(const QString &field);

// The people's words for why a change did not go through; two parts, title and sentence.
[[nodiscard]] QString problemTitle(console::CatalogDraft::Problem problem);
[[nodiscard]] QString problemSentence(const console::CatalogDraft &draft);

}  // namespace countersign::text
