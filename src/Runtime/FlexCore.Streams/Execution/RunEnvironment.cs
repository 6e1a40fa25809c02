using FlexCore.Application.Streams;
using FlexCore.Streams.Services;
using Microsoft.Extensions.Logging;

namespace FlexCore.Streams.Execution;

/// <summary>What the runtime needs of the world.</summary>
/// <param name="Checkpoints">Where checkpoints go.</param>
/// <param name="Clock">Measures intervals and waits.</param>
/// <param name="Services">What the host lends to sources and sinks.</param>
/// <param name="Logger">Takes log lines.</param>
internal sealed record RunEnvironment(ICheckpointStore Checkpoints, TimeProvider Clock, StreamServices Services, ILogger Logger);
