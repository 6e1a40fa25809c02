using System.Text.Json.Serialization;
using FlexCore.Application.Pipelines;

namespace FlexCore.Api.V1;

/// <summary>The steps of a pipeline.</summary>
/// <param name="Items">Source, steps and sinks.</param>
internal sealed record StepList(IReadOnlyList<StepLine> Items)
{
    /// <summary>The list of a pipeline's steps.</summary>
    /// <param name="steps">The steps.</param>
    public static StepList Of(IEnumerable<PipelineStepView> steps) => new([.. steps.Select(step => new StepLine(step.Id, step.Operator, step.Definition, step.DependsOn))]);
}

/// <summary>A step of a pipeline.</summary>
/// <param name="Id">Unique within the pipeline.</param>
/// <param name="Operator">What executes it.</param>
/// <param name="Definition">Its settings.</param>
/// <param name="DependsOn">The steps it takes records from.</param>
internal sealed record StepLine(string Id, string Operator, [property: JsonConverter(typeof(RawJsonConverter))] string Definition, IReadOnlyList<string> DependsOn);
