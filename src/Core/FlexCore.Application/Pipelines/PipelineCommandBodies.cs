using FlexCore.Domain;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Pipelines;

/// <summary>What travels of a <see cref="PipelineCommand.Create"/>.</summary>
internal sealed record CreateBody(string Name, string Description, PipelineDocument? Document);

/// <summary>What travels of a <see cref="PipelineCommand.SetDocument"/>.</summary>
internal sealed record DocumentBody(PipelineDocument Document);

/// <summary>What travels of a <see cref="PipelineCommand.Describe"/>.</summary>
internal sealed record DescribeBody(string Name, string Description);

/// <summary>What travels of a <see cref="PipelineCommand.AddStep"/>.</summary>
internal sealed record AddStepBody(PipelineStep Step, int? Position);

/// <summary>What travels of a <see cref="PipelineCommand.RemoveStep"/>.</summary>
internal sealed record StepBody(string StepId);

/// <summary>What travels of a <see cref="PipelineCommand.ReorderSteps"/>.</summary>
internal sealed record OrderBody(ValueList<string> Order);

/// <summary>What travels of a <see cref="PipelineCommand.SetDependencies"/>.</summary>
internal sealed record DependenciesBody(string StepId, ValueList<string> DependsOn);

/// <summary>What travels of a <see cref="PipelineCommand.Start"/> and a <see cref="PipelineCommand.Complete"/>.</summary>
internal sealed record RunBody(string RunId);

/// <summary>What travels of a <see cref="PipelineCommand.Fail"/>.</summary>
internal sealed record FailBody(string RunId, string Error);
