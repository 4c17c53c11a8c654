/// What the register of processing says before its tables.
enum DataMapText {
  static let preface = """
    # Register of processing

    What Brevduva keeps, what of it is personal data, and when that is erased: for the record of
    processing (GDPR, article 30), and for whoever asks. The tables below are written from the comments
    of the database's own tables and columns by `./dev docs`, and a test fails when the two differ;
    `brevduva data-map` prints the same of a running system. What stands in brackets, such as (L2), names
    a rule.

    ## Purpose, persons, recipients

    - **Purpose**: an address book with which a university reaches its alumni, donors and guests, and
      which files what they register for with the right person.
    - **Whose data**: those who register by a form, and those whom a steward enters. Of employees, who
      acted and decided (`…actor`, `decided_by`), as an account of the processing.
    - **From where**: from the persons themselves by forms, and from stewards. Each address and each
      opt-out keeps which message brought it, from whom and when.
    - **To whom**: the systems that the university connects to the exchange `brevduva.events`. A person
      with protected identity is named to none of them.
    - **The controller adds** its name and contact, the legal ground, the systems that it has connected,
      and how long backups and the broker's disks are kept. Brevduva has no part in these.

    ## When it is erased

    - **On death** (`profile.deceased`): addresses, with their past and their marks, telephone, and of
      registrations everything but name, ids, event and donation.
    - **On purge** (`profile.purge`): everything personal, of all profiles that were one person, and
      messages that are kept whole and mention the person. It cannot be undone.
    - **Before that**: a row of `outbox` goes when the broker has confirmed its messages, one of `parked`
      when it is retried or discarded, one of `erased_address` at its `expires_at`. Nothing else goes by
      time alone.

    A person's rights: `brevduva profile export` gives all that is held (article 15), `profile.update`
    and the commands on addresses correct (16), `profile.purge` erases (17), `profile.optOut` ends bulk
    mail (21).

    ## What is kept, and why

    | after | what is kept | why |
    |---|---|---|
    | death | name, external ids, event and donation of registrations | the person's history stays |
    | death | an opt-out of all bulk mail | nobody writes to the dead, nor after an error is mended |
    | death, purge | a keyed hash of each erased address, for a limited time | so that the erased do not come back by accident; without the secret, which is not in the database, it tells nothing, and with it it is a pseudonym |
    | purge | the profile's id, state, version, when it was made, what it was merged into | other systems know the id and get an answer |
    | purge | the receipt: when, by which decision, on whose request, how much of what | to prove the erasure |
    | purge | ids, types and outcomes of the messages that were handled | a message that comes again has no second effect |

    Ids of messages and of their senders are words of the sender's own, which must not hold an address or
    a name. A column that is not personal may stand in a row that is erased as a whole.
    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
