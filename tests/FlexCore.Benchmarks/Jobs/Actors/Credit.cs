using FlexCore.Domain;

namespace FlexCore.Benchmarks.Jobs.Actors;

/// <summary>The command of the benchmark's aggregate.</summary>
public sealed record Credit(CommandContext Context, long Amount) : ICommand;
