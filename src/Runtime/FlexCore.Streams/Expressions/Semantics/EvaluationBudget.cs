namespace FlexCore.Streams.Expressions.Semantics;

/// <summary>What one evaluation may still cost. Lives on the stack of the evaluating thread.</summary>
internal struct EvaluationBudget(ExpressionLimits limits)
{
    public long Steps = limits.MaxSteps;

    public long Created = limits.MaxCreated;

    /// <summary>The operation under way, for error messages.</summary>
    public SourcePosition Position = SourcePosition.Start;

    public readonly ExpressionLimits Limits = limits;
}
