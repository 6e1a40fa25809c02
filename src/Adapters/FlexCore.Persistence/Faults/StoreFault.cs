namespace FlexCore.Persistence.Faults;

/// <summary>Why a store cannot do its work. Callers branch on it, for example to choose an exit code.</summary>
public enum StoreFault
{
    /// <summary>The disk failed: a read, write or flush returned an error.</summary>
    InputOutput,

    /// <summary>Another process holds the data folder.</summary>
    Locked,

    /// <summary>The data folder or the database cannot be written.</summary>
    ReadOnly,

    /// <summary>The disk, or the configured size limit, is exhausted.</summary>
    Full,

    /// <summary>The database file is damaged.</summary>
    Corrupt,

    /// <summary>The file is not a database, or not one of FlexCore's.</summary>
    NotAStore,

    /// <summary>A newer version of FlexCore has written the store.</summary>
    SchemaTooNew,

    /// <summary>The store's fixed settings differ from the configuration.</summary>
    Mismatch,

    /// <summary>The database server cannot be reached, or cannot work at the moment. The same work may succeed later.</summary>
    Unavailable,

    /// <summary>The database server refused the user, the password or the database.</summary>
    Denied,

    /// <summary>The store has stopped, by disposal or after an earlier failure.</summary>
    Stopped,
}
