namespace FlexCore.Streams.Cases;

/// <summary>Which fields of a case's records are compared.</summary>
public enum CaseFields
{
    /// <summary>All: a field that the case does not name is a difference.</summary>
    All,

    /// <summary>Only those that the case names.</summary>
    Named,
}
