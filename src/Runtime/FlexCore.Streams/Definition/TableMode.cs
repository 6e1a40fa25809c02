namespace FlexCore.Streams.Definition;

/// <summary>How a table sink writes.</summary>
public enum TableMode
{
    /// <summary>Every record adds a row.</summary>
    Append,

    /// <summary>A record replaces the row with the same key, or adds one.</summary>
    Upsert,
}
