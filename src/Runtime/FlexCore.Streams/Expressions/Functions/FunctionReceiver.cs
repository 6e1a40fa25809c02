namespace FlexCore.Streams.Expressions.Functions;

/// <summary>What a method is called on.</summary>
internal enum FunctionReceiver
{
    /// <summary>Nothing: a function.</summary>
    None,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A list.</summary>
    List,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An object.</summary>
    Object,

    /// <summary>A regular expression.</summary>
    Pattern,

    /// <summary>Any value but <c>null</c> and <c>undefined</c>.</summary>
    Any,
}
