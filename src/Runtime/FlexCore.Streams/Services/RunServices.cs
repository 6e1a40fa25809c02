using FlexCore.Domain;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Streams.Services;

/// <summary>What a source or sink of one run may use of the world.</summary>
public sealed record RunServices
{
    /// <summary>The tenant and the principal that the run works for.</summary>
    /// <value>The default value is the local development principal.</value>
    public SecurityContext Security { get; init; } = SecurityContext.Development;

    /// <summary>The only clock.</summary>
    /// <value>The default value is the system's clock.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Takes log lines.</summary>
    /// <value>The default value takes none.</value>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>What the host lends to all runs.</summary>
    /// <value>The default value has no topics.</value>
    public StreamServices Shared { get; init; } = new();
}
