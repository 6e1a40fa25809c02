namespace FlexCore.Domain.Pipelines;

/// <summary>A request to change a pipeline. The family is closed: every command is nested here.</summary>
/// <param name="Context">Who asks, when, and in which chain of work.</param>
public abstract record PipelineCommand(CommandContext Context) : ICommand
{
    /// <summary>Creates the pipeline as a draft.</summary>
    /// <param name="Context">Who asks; becomes the owner.</param>
    /// <param name="Name">A name for people.</param>
    /// <param name="Description">What it is for; may be empty.</param>
    public sealed record Create(CommandContext Context, string Name, string Description) : PipelineCommand(Context)
    {
        /// <summary>The file that the pipeline is written in; <see langword="null"/> for one whose steps are added one by one.</summary>
        public PipelineDocument? Document { get; init; }
    }

    /// <summary>Replaces the document, and with it all steps.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="Document">The new document.</param>
    public sealed record SetDocument(CommandContext Context, PipelineDocument Document) : PipelineCommand(Context);

    /// <summary>Changes the texts for people.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="Name">A name for people.</param>
    /// <param name="Description">What it is for; may be empty.</param>
    public sealed record Describe(CommandContext Context, string Name, string Description) : PipelineCommand(Context);

    /// <summary>Adds a step.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="Step">The step; its dependencies must exist.</param>
    /// <param name="Position">Where to put it, from 0; <see langword="null"/> for the end.</param>
    public sealed record AddStep(CommandContext Context, PipelineStep Step, int? Position = null) : PipelineCommand(Context);

    /// <summary>Removes a step on which no other depends.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="StepId">The step.</param>
    public sealed record RemoveStep(CommandContext Context, string StepId) : PipelineCommand(Context);

    /// <summary>Puts the steps in another order.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="Order">Every step id once.</param>
    public sealed record ReorderSteps(CommandContext Context, ValueList<string> Order) : PipelineCommand(Context);

    /// <summary>Replaces the dependencies of a step.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="StepId">The step.</param>
    /// <param name="DependsOn">The steps it waits for from now on.</param>
    public sealed record SetDependencies(CommandContext Context, string StepId, ValueList<string> DependsOn) : PipelineCommand(Context);

    /// <summary>Publishes the draft as version 1.</summary>
    /// <param name="Context">Who asks.</param>
    public sealed record Activate(CommandContext Context) : PipelineCommand(Context);

    /// <summary>Starts a run of the newest version; a held run is given up for it.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="RunId">A new id: 1 to 128 of <c>A-Z a-z 0-9 - _ . :</c>.</param>
    public sealed record Start(CommandContext Context, string RunId) : PipelineCommand(Context);

    /// <summary>Holds the run.</summary>
    /// <param name="Context">Who asks.</param>
    public sealed record Pause(CommandContext Context) : PipelineCommand(Context);

    /// <summary>Lets a held run go on.</summary>
    /// <param name="Context">Who asks.</param>
    public sealed record Resume(CommandContext Context) : PipelineCommand(Context);

    /// <summary>Reports that the run has ended well.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="RunId">The run.</param>
    public sealed record Complete(CommandContext Context, string RunId) : PipelineCommand(Context);

    /// <summary>Reports that the run has failed.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="RunId">The run.</param>
    /// <param name="Error">What went wrong.</param>
    public sealed record Fail(CommandContext Context, string RunId, string Error) : PipelineCommand(Context);

    /// <summary>Retires the pipeline for good.</summary>
    /// <param name="Context">Who asks.</param>
    public sealed record Archive(CommandContext Context) : PipelineCommand(Context);

    /// <summary>Retires the pipeline, if it is not yet, and hides it: its identity may be created anew.</summary>
    /// <param name="Context">Who asks.</param>
    public sealed record Delete(CommandContext Context) : PipelineCommand(Context);
}
