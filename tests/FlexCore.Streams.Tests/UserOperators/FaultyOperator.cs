using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Tests.UserOperators;

/// <summary>Operators that do what they must not do.</summary>
internal static class FaultyOperator
{
    public static OperatorDescription Throwing { get; } = OperatorDescription.Stateless("throwing", 1, setup => new Delegating(setup.Reads("line"), (ref RecordAccess record, Field line) =>
    {
        if (record[line].AsString() == "bad")
        {
            throw new FormatException("no good");
        }
    }));

    public static OperatorDescription Endless { get; } = OperatorDescription.Stateless("endless", 1, setup => new Delegating(setup.Reads("line"), (ref RecordAccess record, Field line) =>
    {
        for (var i = 0; record[line].AsString() == "bad" && i < 200_000; i++)
        {
            record.Emit();
        }
    }));

    public static OperatorDescription Unmakeable { get; } = OperatorDescription.Stateless("unmakeable", 1, _ => throw new NotSupportedException("never"));

    public static OperatorDescription StatefulThrowing { get; } = OperatorDescription.Stateful("statefulThrowing", 1, _ => new Broken());

    public delegate void Work(ref RecordAccess record, Field line);

    private sealed class Delegating(Field line, Work work) : RecordOperator
    {
        public override void Process(ref RecordAccess record) => work(ref record, line);
    }

    private sealed class Broken : StatefulRecordOperator
    {
        public override void Process(ref RecordAccess record) => throw new FormatException("half done");

        public override void Snapshot(OperatorStateWriter state)
        {
        }

        public override void Restore(ref OperatorStateReader state)
        {
        }
    }
}
