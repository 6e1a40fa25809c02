namespace FlexCore.Domain.Pipelines;

/// <summary>Something that happened to a pipeline. The family is closed: every event is nested here.</summary>
public abstract record PipelineEvent
{
    private PipelineEvent()
    {
    }

    /// <summary>The pipeline exists, as a draft.</summary>
    /// <param name="Tenant">Who owns it.</param>
    /// <param name="Owner">The principal that created it.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Description">What it is for.</param>
    public sealed record Created(TenantId Tenant, string Owner, string Name, string Description) : PipelineEvent;

    /// <summary>A step was added.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Position">Its place, from 0.</param>
    public sealed record StepAdded(PipelineStep Step, int Position) : PipelineEvent;

    /// <summary>A step was removed.</summary>
    /// <param name="StepId">The step.</param>
    public sealed record StepRemoved(string StepId) : PipelineEvent;

    /// <summary>The steps were put in another order.</summary>
    /// <param name="Order">Every step id once.</param>
    public sealed record StepsReordered(ValueList<string> Order) : PipelineEvent;

    /// <summary>A step waits for other steps than before.</summary>
    /// <param name="StepId">The step.</param>
    /// <param name="DependsOn">The steps it waits for.</param>
    public sealed record DependenciesSet(string StepId, ValueList<string> DependsOn) : PipelineEvent;

    /// <summary>The draft became active.</summary>
    public sealed record Activated : PipelineEvent;

    /// <summary>The steps as they are now were published; the next run takes them.</summary>
    /// <param name="Version">The version, from 1.</param>
    public sealed record VersionPublished(int Version) : PipelineEvent;

    /// <summary>A run started.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Version">The published version it runs.</param>
    /// <param name="At">When, UTC.</param>
    public sealed record Started(string RunId, int Version, DateTimeOffset At) : PipelineEvent;

    /// <summary>The run was held.</summary>
    public sealed record Paused : PipelineEvent;

    /// <summary>The run went on.</summary>
    public sealed record Resumed : PipelineEvent;

    /// <summary>The run ended well.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="At">When, UTC.</param>
    public sealed record Completed(string RunId, DateTimeOffset At) : PipelineEvent;

    /// <summary>The run failed.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Error">What went wrong.</param>
    /// <param name="At">When, UTC.</param>
    public sealed record Failed(string RunId, string Error, DateTimeOffset At) : PipelineEvent;

    /// <summary>The pipeline was retired.</summary>
    public sealed record Archived : PipelineEvent;

    /// <summary>The document was set or replaced.</summary>
    /// <param name="Text">The document.</param>
    /// <param name="Steps">What it says, as steps; they replace all others.</param>
    public sealed record DocumentSet(string Text, ValueList<PipelineStep> Steps) : PipelineEvent;

    /// <summary>The texts for people were changed.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Description">What it is for.</param>
    public sealed record Described(string Name, string Description) : PipelineEvent;

    /// <summary>The retired pipeline was hidden.</summary>
    public sealed record Deleted : PipelineEvent;
}
