// Words that say that there is no such mailbox (B1); those of English.
extension VerdictTable {
  static let unknownUserBare = VerdictRow.words(
    "unknown-user-bare", .mailboxUnknown,
    "Sendmail, Postfix, qmail; NTT docomo and KDDI say it after DATA too",
    ["user unknown", "unknown user", "mailbox unavailable"])

  /// Words for an address that leads nowhere.
  private static let wrong =
    "unknown|invalid|nonexistent|nonexistant|inexistent|unrecognized|unrecognised|undeliverable"
  private static let being = "is|are|was|were"
  private static let kind = "local|email|mail|final|destination|virtual"
  private static let known =
    "found|known|recognized|recognised|listed|valid|registered|deliverable|here|local|hosted"

  static let unknownUser = VerdictRow.words(
    "unknown-user", .mailboxUnknown,
    "Postfix, Sendmail, Exim, Exchange, Gmail, Yahoo, qmail, hMailServer, iCloud, Domino, GroupWise, QQ",
    [
      // The recipient is something that it should not be.
      "\(who) \(being)? \(wrong)", "\(wrong) \(kind)? \(who)",
      "\(who) \(being)? missing|deleted|unallocated",
      "\(wrong) \(kind)? recipients|addresses|receiver|userid", "wrong email? address",
      "bad|illegal|incorrect|wrong|false \(kind)? user|recipient|mailbox|account|alias",
      "bad|illegal|incorrect|false \(kind)? address|email|username|addressee",
      "address \(being)? incorrect|wrong", "email address incorrect|wrong",
      "recipient unavailable", "is|was nonexistent|undeliverable", "non existent|existing \(who)",
      "is|was non existent|existing", "unknown|invalid or unknown|illegal virtual? \(who)",
      "invalid|unknown _? delivery? userid", "unknown local part", "nonexistent|unprovisioned",
      "unknown at|to this|us|the host|address|server|domain", "is a nonexistent",
      "receiver not found|unknown", "used up unknown", "wrong or no longer valid",
      "bad destination mailbox|email|address", "mailbox unavaiable", "account unavailable",
      "mailbox _? is unavailable", "undeliverable address", "unrouteable|unroutable address",
      "marked as invalid", "used in the domain is invalid", "blank mailhost",
      "destination addresses were unknown", "recipient address reserved",
      // It is not something that it should be.
      "\(who) \(being)? not|isnt \(known)", "\(who) not|isnt exist|available|present|specified",
      "\(who) _? does|do|did not exist|exists|exsit|match",
      "\(who) _? doesnt|dosnt|didnt|wont|dont|donot exist|exists|exit",
      "id|name|person _? does|do|did not exist|match",
      "does|did|do not exist|exists|exsist", "doesnt|dosnt|dont|didnt exist|exists",
      "not exist|exists|existing|existent",
      "\(being) not|no a|an|the known|valid|registered|recognized user|recipient|mailbox",
      "\(being) not|no a|an|the known|valid|registered|recognized account|address|email|member|alias",
      "\(being) not|no a|an|the existing|local|legal|active user|recipient|mailbox|account|address",
      "not|isnt a? known|valid|legal|registered user|recipient|mailbox|account|address|email",
      "not a? valid user|recipient|recipients", "not an? email addresses|address",
      "couldnt|wasnt|isnt|cannot be? found|recognized|located", "could not|never be? found|located",
      "was not found", "not found recipient account", "recipient not ok|accepted",
      "recipient name is not recognized", "email name is not found", "mailbox name not",
      "email address could|does not|be exist|found", "mail receiver not found|known",
      // There is none.
      "no such \(who)",
      "no such person|local|id|customer|member|mail|uid|name|users|recipients|mbox",
      "no mailbox|account|user|recipient here|found|by|with|exists|matches|matching|named|for",
      "no mailbox|account|user|recipient available|called|at|registered",
      "no one|users|person|inbox here|found|by|with|matching|named|at",
      "no mail box here|available|by|found", "no active|local mailbox|account|user|recipient",
      "no recipient|recipients found", "no user", "no account by that name", "there is no one",
      "no valid recipients for this", "nessun utente",
      "does not have a|an|any|this _? _? account|mailbox|user|inbox",
      "doesnt|dont have an? _? _? account|mailbox", "not have an account|email|mailbox",
      "unable to find|locate user|recipient|mailbox|account",
      "cannot|cant|can find|locate|accept user|recipient|mailbox|account",
      // It stands in no list of those that do.
      "not found in|on directory|domino|address|our|this|the|user|local|ldap|active",
      "not listed in|as", "not in recipient list|table|directory", "not in|found _ directory",
      "not in my validrcptto|validrcpt|list", "badrcptto|badrecipientto|validrcptto",
      "not known|found here|at|in|on|locally|to", "local recipient|user table",
      "recipient|alias|mailbox|relay|virtual|user table", "in name directory",
      "directory entry|search not found", "matches to nameserver query", "unlisted",
      "recipnotfound|recipientnotfound|nosuchuser|usernotfound|addressnotfound|dbeb",
      "user missing home", "recipient refuses to accept your", "user reject",
    ])
}
