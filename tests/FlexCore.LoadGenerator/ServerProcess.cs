using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace FlexCore.LoadGenerator;

/// <summary>A .NET server program that prints its URL when it is ready: how tests and benchmarks start a node. Used by one of them.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => OnLine(line.Data);
        process.ErrorDataReceived += (_, line) => OnLine(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _port.TrySetException(new InvalidOperationException($"The server ended before it was ready: {Output}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Ended = EndAsync(process);
    }

    /// <summary>The port on 127.0.0.1 that the program printed.</summary>
    public int Port { get; private set; }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>The most memory it has used so far, in bytes.</summary>
    public long PeakWorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Completes with the exit code when the program has ended.</summary>
    public Task<int> Ended { get; }

    /// <summary>Starts a program and waits until it has printed its URL.</summary>
    /// <param name="program">The path of the program's dll.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="arguments">The arguments.</param>
    public static Task<ServerProcess> StartAsync(string program, string folder, params string[] arguments) =>
        StartAsync(program, folder, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <summary>Starts a program and waits until it has printed its URL.</summary>
    /// <param name="program">The path of the program's dll.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="environment">Environment variables beside those of this process.</param>
    /// <param name="arguments">The arguments.</param>
    public static Task<ServerProcess> StartAsync(string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartAsync(program, folder, environment, [], arguments);

    /// <summary>Starts a program by another one that replaces itself by it, and waits until it has printed its URL.</summary>
    /// <param name="program">The path of the program's dll.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="environment">Environment variables beside those of this process.</param>
    /// <param name="launcher">What is put before the command line; empty for nothing.</param>
    /// <param name="arguments">The arguments.</param>
    public static async Task<ServerProcess> StartAsync(
        string program, string folder, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> launcher, params string[] arguments)
    {
        string[] command = [.. launcher, "dotnet", program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,

            // Never written to: its end tells a program that cares that whoever started it is gone.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var server = new ServerProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
        try
        {
            server.Port = await server._port.Task.WaitAsync(Patience);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends a signal and does not wait for what it does.</summary>
    /// <param name="signal">Its number.</param>
    /// <returns>Whether the process was there.</returns>
    public bool Send(int signal) => SendSignal(_process.Id, signal) == 0;

    /// <summary>SIGTERM, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync() => SignalAsync(15);

    /// <summary>SIGINT, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> InterruptAsync() => SignalAsync(2);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        await Ended;
        _process.Dispose();
    }

    private static async Task<int> EndAsync(Process process)
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private async Task<int> SignalAsync(int signal)
    {
        if (SendSignal(_process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"The server had ended before signal {signal}: {Output}");
        }

        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    [GeneratedRegex(@"http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Url();

    private void OnLine(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (Url().Match(line) is { Success: true } match)
        {
            _port.TrySetResult(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        }
    }
}
