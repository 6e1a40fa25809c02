using FlexCore.Domain;

namespace FlexCore.Application.Pipelines;

/// <summary>A run was not started, or its end could not be recorded, because a rule forbids it. Nothing was changed.</summary>
public sealed class PipelineRunRefusedException : Exception
{
    /// <summary>The interrupted run belongs to another definition or other inputs.</summary>
    public const string CannotResume = "cannot-resume";

    /// <summary>There is no interrupted run to go on with.</summary>
    public const string NothingToResume = "nothing-to-resume";

    /// <summary>The history knows a checkpoint that the checkpoint store does not have.</summary>
    public const string CheckpointMissing = "checkpoint-missing";

    /// <summary>Creates the error.</summary>
    /// <param name="refusal">Code and message, remedy included.</param>
    public PipelineRunRefusedException(Refusal refusal)
        : base(refusal.Message)
    {
        Refusal = refusal;
    }

    /// <summary>Why.</summary>
    public Refusal Refusal { get; }
}
