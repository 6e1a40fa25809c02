namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Whether a function takes a regular expression as its first argument.</summary>
internal enum PatternUse
{
    None,
    Optional,
    Required,
}
