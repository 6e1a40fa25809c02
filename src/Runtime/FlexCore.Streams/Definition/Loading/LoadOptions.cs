using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Definition.Loading;

/// <summary>What loading needs to know besides the file.</summary>
public sealed class LoadOptions
{
    /// <summary>Values that replace those under <c>vars</c>.</summary>
    /// <value>The default value is none.</value>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The operators that the program adds to the built-in ones: their names are steps.</summary>
    /// <value>The default value is none.</value>
    public OperatorRegistry Operators { get; init; } = OperatorRegistry.Empty;
}
