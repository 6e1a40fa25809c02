using FlexCore.Streams.Expressions;

namespace FlexCore.Streams.Tests.Expressions;

/// <summary>Fixed names in slots 0, 1, 2, ….</summary>
internal sealed class TestScope(params string[] names) : IExpressionScope
{
    public static TestScope Empty { get; } = new();

    public IEnumerable<string> Names => names;

    public bool TryResolve(string name, out int slot)
    {
        slot = Array.IndexOf(names, name);
        return slot >= 0;
    }
}
