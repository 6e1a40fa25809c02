namespace FlexCore.Domain.Pipelines;

/// <summary>The rules of a pipeline's texts, ids and steps. Pure; each answers the refusal or null.</summary>
internal static class PipelineRules
{
    public static Refusal? CheckName(string name) =>
        string.IsNullOrWhiteSpace(name) ? PipelineRefusals.BadText("name", "must not be empty")
        : name.Length > PipelineLimits.NameLengthMax ? TooLong("name", name, PipelineLimits.NameLengthMax)
        : name.Any(char.IsControl) ? PipelineRefusals.BadText("name", "must not hold control characters")
        : null;

    public static Refusal? CheckText(string field, string text) =>
        text.Length > PipelineLimits.TextLengthMax ? TooLong(field, text, PipelineLimits.TextLengthMax) : null;

    public static Refusal? CheckRunId(string runId) =>
        CheckIdentifier("run id", runId, PipelineLimits.RunIdLengthMax, upperCase: true);

    public static Refusal? CheckDocument(PipelineDocument document)
    {
        var refusal = string.IsNullOrWhiteSpace(document.Text) ? PipelineRefusals.BadText("document", "must not be empty")
            : document.Text.Length > PipelineLimits.DocumentLengthMax ? TooLong("document", document.Text, PipelineLimits.DocumentLengthMax)
            : document.Steps.Count > PipelineLimits.StepsMax ? PipelineRefusals.TooManySteps()
            : null;
        for (var i = 0; refusal is null && i < document.Steps.Count; i++)
        {
            // A step may only wait for steps before it, so no cycle is possible.
            ValueList<PipelineStep> before = [.. document.Steps.Take(i)];
            refusal = StepGraph.IndexOf(before, document.Steps[i].Id) >= 0
                ? PipelineRefusals.DuplicateStep(document.Steps[i].Id)
                : CheckStep(document.Steps[i], before);
        }

        return refusal;
    }

    public static Refusal? CheckStep(PipelineStep step, ValueList<PipelineStep> steps) =>
        CheckIdentifier("step id", step.Id, PipelineLimits.StepIdLengthMax, upperCase: false)
        ?? CheckIdentifier("operator", step.Operator, PipelineLimits.StepIdLengthMax, upperCase: false)
        ?? CheckDefinition(step.Definition)
        ?? CheckDependencies(step.Id, step.DependsOn, steps);

    public static Refusal? CheckDependencies(string stepId, ValueList<string> dependsOn, ValueList<PipelineStep> steps)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var dependency in dependsOn)
        {
            if (string.Equals(dependency, stepId, StringComparison.Ordinal))
            {
                return PipelineRefusals.DependencyCycle([stepId, stepId]);
            }

            if (StepGraph.IndexOf(steps, dependency) < 0)
            {
                return PipelineRefusals.UnknownDependency(stepId, dependency);
            }

            if (!seen.Add(dependency))
            {
                return PipelineRefusals.DuplicateDependency(stepId, dependency);
            }
        }

        return null;
    }

    public static bool IsPermutation(ValueList<string> order, ValueList<PipelineStep> steps) =>
        order.Count == steps.Count && steps.Select(step => step.Id).ToHashSet(StringComparer.Ordinal).SetEquals(order);

    private static Refusal? CheckDefinition(string definition) =>
        string.IsNullOrWhiteSpace(definition) ? PipelineRefusals.BadText("definition", "must not be empty; use {} for none")
        : definition.Length > PipelineLimits.DefinitionLengthMax ? TooLong("definition", definition, PipelineLimits.DefinitionLengthMax)
        : null;

    private static Refusal? CheckIdentifier(string field, string value, int lengthMax, bool upperCase) =>
        IdentifierRules.Violation(value, lengthMax, upperCase) is { } rule ? PipelineRefusals.BadText($"{field} '{Excerpt.Of(value)}'", rule) : null;

    private static Refusal TooLong(string field, string text, int lengthMax) =>
        PipelineRefusals.BadText(field, $"must have at most {lengthMax} characters but has {text.Length}");
}
