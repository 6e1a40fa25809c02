namespace FlexCore.Streams.Definition;

/// <summary>What happens to a record whose key is not in the table.</summary>
public enum LookupMissing
{
    /// <summary>The new fields are null.</summary>
    Null,

    /// <summary>The record is dropped.</summary>
    Drop,

    /// <summary>The record fails.</summary>
    Fail,
}
