namespace FlexCore.Domain.Pipelines;

/// <summary>Every answer "no" of the pipeline's decider, in one place: codes are a contract and are listed in this folder's README.md.</summary>
internal static class PipelineRefusals
{
    public static Refusal NotFound() =>
        new("pipeline-not-found", "This pipeline does not exist. Create it first.");

    public static Refusal Exists(PipelineState state) =>
        new("pipeline-exists", $"The pipeline '{state.Name}' exists already. Choose another key or change this one.");

    public static Refusal Archived(PipelineState state) =>
        new("pipeline-archived", $"The pipeline '{state.Name}' is archived and does not change any more. Create a new one.");

    public static Refusal WrongStatus(PipelineState state, string action, string remedy) =>
        new("pipeline-wrong-status", $"The pipeline '{state.Name}' is {state.Status.ToString().ToLowerInvariant()} and cannot be {action}. {remedy}");

    public static Refusal HasNoSteps(PipelineState state) =>
        new("pipeline-has-no-steps", $"The pipeline '{state.Name}' has no steps. Add one before it becomes active.");

    public static Refusal HasDocument(PipelineState state) =>
        new("steps-in-document", $"The steps of the pipeline '{state.Name}' come from its document. Change the document instead.");

    public static Refusal LastStep(string stepId) =>
        new("last-step", $"The step '{Excerpt.Of(stepId)}' is the last one, and only a draft may be empty. Add another step first, or archive the pipeline.");

    public static Refusal TooManySteps() =>
        new("too-many-steps", $"A pipeline has at most {PipelineLimits.StepsMax} steps. Split it into several pipelines.");

    public static Refusal DuplicateStep(string stepId) =>
        new("duplicate-step", $"The step '{Excerpt.Of(stepId)}' exists already. Give the new step another id.");

    public static Refusal UnknownStep(string stepId) =>
        new("unknown-step", $"The pipeline has no step '{Excerpt.Of(stepId)}'. Name one of its steps.");

    public static Refusal UnknownDependency(string stepId, string dependency) =>
        new("unknown-dependency", $"The step '{Excerpt.Of(stepId)}' depends on '{Excerpt.Of(dependency)}', which does not exist. Add that step first.");

    public static Refusal DuplicateDependency(string stepId, string dependency) =>
        new("duplicate-dependency", $"The step '{Excerpt.Of(stepId)}' names its dependency '{Excerpt.Of(dependency)}' twice. Name it once.");

    public static Refusal DependencyCycle(IEnumerable<string> path) =>
        new("dependency-cycle", $"The steps would wait for each other: {string.Join(" -> ", path)}. Remove one of these dependencies.");

    public static Refusal StepIsNeeded(string stepId, string dependent) =>
        new("step-is-needed", $"The step '{Excerpt.Of(stepId)}' cannot be removed because '{Excerpt.Of(dependent)}' depends on it. Change that dependency first.");

    public static Refusal BadPosition(int position, int count) =>
        new("bad-position", $"The position {position} does not exist. Use 0 to {count}, or leave it out for the end.");

    public static Refusal BadOrder(int count) =>
        new("bad-order", $"The order must name each of the {count} steps exactly once.");

    public static Refusal BadText(string field, string rule) =>
        new("bad-text", $"The {field} {rule}.");

    public static Refusal RunIdUsed(string runId) =>
        new("run-id-used", $"The run '{Excerpt.Of(runId)}' has been started before. Start with a new run id.");

    public static Refusal OtherRun(string runId, PipelineRun? current) =>
        new("other-run", $"The run '{Excerpt.Of(runId)}' is not the pipeline's current run{(current is null ? "" : $" '{current.Id}'")}. Its report is too late and changes nothing.");
}
