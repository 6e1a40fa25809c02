using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>The methods of one name, one per kind of receiver: <c>includes</c> of text and of lists.</summary>
internal sealed class MethodSet
{
    private readonly FunctionEntry?[] _byReceiver = new FunctionEntry?[(int)FunctionReceiver.Any + 1];

    public MethodSet(string name, IEnumerable<FunctionEntry> entries)
    {
        Name = name;
        foreach (var entry in entries)
        {
            _byReceiver[(int)entry.Receiver] = entry;
        }
    }

    public string Name { get; }

    public IEnumerable<FunctionEntry> Entries => _byReceiver.OfType<FunctionEntry>();

    public FunctionEntry? this[FunctionReceiver receiver] => _byReceiver[(int)receiver];

    public FunctionEntry? For(Value receiver) => receiver.Kind switch
    {
        ValueKind.String => _byReceiver[(int)FunctionReceiver.Text],
        ValueKind.Array => _byReceiver[(int)FunctionReceiver.List],
        ValueKind.Number => _byReceiver[(int)FunctionReceiver.Number],
        ValueKind.Object => _byReceiver[(int)FunctionReceiver.Object],
        ValueKind.Boolean => null,
        _ => throw new InvalidOperationException("A nullish receiver has no methods."),
    } ?? _byReceiver[(int)FunctionReceiver.Any];
}
