using FlexCore.Streams.Graphs;
using FlexCore.Streams.Operators;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Compilation;

/// <summary>A compiled step of a program's own operator.</summary>
/// <param name="Description">The operator.</param>
/// <param name="Record">The record behind the step.</param>
/// <param name="Setup">What instances are made from.</param>
/// <param name="Writes">The written fields' cells before and behind the step.</param>
internal sealed record UserStepPlan(OperatorDescription Description, RecordScope Record, OperatorSetup Setup, (int Previous, int Slot)[] Writes)
{
    /// <summary>Makes the operator of a step without state, for one worker.</summary>
    /// <param name="step">The step's index and its name in messages.</param>
    public IRowOperator CreateRows((int Index, string Name) step) => Description.CreateStateless?.Invoke(Setup) is { } inner
        ? new UserRows(inner.Process, Writes, step, Description.Name, isStateful: false)
        : throw Missing();

    /// <summary>Makes the operator of a step with state.</summary>
    /// <param name="step">The step's index and its name in messages.</param>
    public IStatefulOperator CreateStateful((int Index, string Name) step) => Description.CreateStateful?.Invoke(Setup) is { } inner
        ? new UserOperator(inner, Writes, step, Description.Name)
        : throw Missing();

    private InvalidOperationException Missing() => new($"The factory of the operator '{Description.Name}' returned nothing.");
}
