using FlexCore.Node.Logging;

namespace FlexCore.Node;

/// <summary>How a node serves.</summary>
public sealed class NodeOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.node";

    /// <summary>The address to listen on. This version has no authentication and therefore refuses any that other machines can reach.</summary>
    /// <value><c>127.0.0.1</c>; also <c>::1</c> and <c>localhost</c>.</value>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port to listen on; 0 takes any free one.</summary>
    /// <value>8080; from 0 to 65,535.</value>
    public int Port { get; set; } = 8080;

    /// <summary>The folder that relative paths in pipelines begin at, relative to the working directory.</summary>
    /// <value><c>.</c>, the working directory.</value>
    public string BaseFolder { get; set; } = ".";

    /// <summary>How long a stop waits for requests under way. Streams have a drain time-out of their own.</summary>
    /// <value>10 s; from 10 ms to 1 hour.</value>
    public TimeSpan RequestsTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How the log is written to stderr.</summary>
    /// <value><see cref="Logging.LogFormat.Text"/>.</value>
    public LogFormat LogFormat { get; set; } = LogFormat.Text;

    /// <summary>How many of the newest log events the node keeps in memory, for <c>flexcore log tail</c>.</summary>
    /// <value>2,000; from 1 to 100,000.</value>
    public int LogKept { get; set; } = 2_000;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        if (!ListenAddress.TryRead(Address, out _, out var isLoopback))
        {
            throw new ArgumentException($"{Section}.address is '{Address}', which is no IP address; set it to 127.0.0.1, ::1 or localhost.");
        }

        if (!isLoopback)
        {
            throw new ArgumentException(
                $"{Section}.address is '{Address}', which other machines can reach; this version has no authentication, so set it to 127.0.0.1, ::1 or localhost.");
        }

        if (Port is < 0 or > 65_535)
        {
            throw new ArgumentException($"{Section}.port is {Port}; set it to 0 to 65535.");
        }

        if (!Directory.Exists(BaseFolder))
        {
            throw new ArgumentException($"{Section}.base-folder is '{BaseFolder}', which does not exist; create the folder or name another.");
        }

        if (LogKept is < 1 or > 100_000)
        {
            throw new ArgumentException($"{Section}.log-kept is {LogKept}; set it to 1 to 100000.");
        }

        if (RequestsTimeout < TimeSpan.FromMilliseconds(10) || RequestsTimeout > TimeSpan.FromHours(1))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{Section}.requests-timeout is {RequestsTimeout.TotalMilliseconds} ms; set it to 10 to 3600000 ms."));
        }
    }
}
