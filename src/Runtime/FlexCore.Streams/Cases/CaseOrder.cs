namespace FlexCore.Streams.Cases;

/// <summary>Whether the order of a case's records matters.</summary>
public enum CaseOrder
{
    /// <summary>The records must come in the written order.</summary>
    Exact,

    /// <summary>The records may come in any order.</summary>
    Any,
}
