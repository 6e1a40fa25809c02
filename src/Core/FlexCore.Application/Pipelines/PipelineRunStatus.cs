namespace FlexCore.Application.Pipelines;

/// <summary>How an attempt to run a pipeline ended. A failure is an exception.</summary>
public enum PipelineRunStatus
{
    /// <summary>The end of the input was reached; the outputs are complete.</summary>
    Completed,

    /// <summary>Stopped before the end, with a checkpoint; running again goes on from there.</summary>
    Stopped,
}
