using FlexCore.Application.EventTopics;

namespace FlexCore.Streams.Services;

/// <summary>What the host lends to the sources and sinks of all runs. Immutable; what it holds must be thread-safe.</summary>
public sealed class StreamServices
{
    /// <summary>The durable event topics, for topic and HTTP ingress sources and topic sinks.</summary>
    /// <value>The default value is <see langword="null"/>: pipelines that use topics do not start.</value>
    public IEventTopics? EventTopics { get; init; }

    /// <summary>Makes the transport of an HTTP source or sink; called once for each, which disposes it at the end of the run.</summary>
    /// <value>The default value makes a <see cref="SocketsHttpHandler"/> whose connections live for two minutes, so that changed DNS records are noticed.</value>
    public Func<HttpMessageHandler> CreateHttpHandler { get; init; } = static () => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) };

    /// <summary>Opens standard input.</summary>
    /// <value>The default value opens the process's standard input.</value>
    public Func<Stream> OpenStandardInput { get; init; } = Console.OpenStandardInput;
}
