namespace FlexCore.Streams.Values;

/// <summary>The kinds of data a record field or an expression can hold: JSON's kinds and JavaScript's <c>undefined</c>.</summary>
public enum ValueKind
{
    /// <summary>No value: a missing field.</summary>
    Undefined,

    /// <summary>JSON <c>null</c>.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A number with IEEE 754 double arithmetic.</summary>
    Number,

    /// <summary>Text.</summary>
    String,

    /// <summary>An ordered list of values.</summary>
    Array,

    /// <summary>Named values in insertion order.</summary>
    Object,
}
