namespace FlexCore.Api.Bodies;

/// <summary>What a member of a body holds.</summary>
internal enum BodyFieldKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A string, or an object that is meant as its JSON text.</summary>
    Document,

    /// <summary>An object whose values are strings, numbers or booleans.</summary>
    Map,

    /// <summary>Any JSON value.</summary>
    Any,

    /// <summary>An object.</summary>
    Object,

    /// <summary>A whole number.</summary>
    Number,
}
