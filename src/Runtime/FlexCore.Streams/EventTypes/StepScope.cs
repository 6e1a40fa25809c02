using FlexCore.Streams.Expressions;

namespace FlexCore.Streams.EventTypes;

/// <summary>What expressions of steps can read: the event's data as it was before the step, and its type.</summary>
internal sealed class StepScope : IExpressionScope
{
    private static readonly string[] _names = ["data", "type"];

    private StepScope()
    {
    }

    public static StepScope Instance { get; } = new();

    public IEnumerable<string> Names => _names;

    public bool TryResolve(string name, out int slot) => (slot = Array.IndexOf(_names, name)) >= 0;
}
