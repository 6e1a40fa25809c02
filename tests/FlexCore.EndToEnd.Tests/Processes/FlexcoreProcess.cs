using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;

namespace FlexCore.EndToEnd.Tests.Processes;

/// <summary>A real <c>flexcore</c> process.</summary>
public sealed partial class FlexcoreProcess : IAsyncDisposable
{
    /// <summary>How long a test waits for a process before it calls it hung. Generous: builds share the machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "flexcore.dll");

    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Channel<string> _errorLines = Channel.CreateUnbounded<string>();
    private readonly Task _errorPump;
    private readonly CancellationTokenSource _outputClosed = new();
    private readonly Task<string> _output;

    private FlexcoreProcess(Process process)
    {
        _process = process;
        _output = ReadOutputAsync();
        _errorPump = PumpErrorAsync();
    }

    /// <summary>The process's input; close it to end the input.</summary>
    public StreamWriter Input => _process.StandardInput;

    public bool HasExited => _process.HasExited;

    public static FlexcoreProcess Start(string workingFolder, params string[] arguments) =>
        Start(workingFolder, new Dictionary<string, string>(), arguments);

    public static FlexcoreProcess Start(string workingFolder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start("dotnet", workingFolder, environment, [Program, .. arguments]);

    /// <summary>Runs a script of the shell, in which <c>$FLEXCORE</c> is the program.</summary>
    public static async Task<Outcome> RunScriptAsync(string workingFolder, string script)
    {
        await using var process = Start("sh", workingFolder, new Dictionary<string, string> { ["FLEXCORE"] = $"dotnet {Program}" }, ["-c", script]);
        process.Input.Close();
        return await process.WaitAsync();
    }

    private static FlexcoreProcess Start(string program, string workingFolder, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new FlexcoreProcess(Process.Start(start) ?? throw new InvalidOperationException("The process did not start."));
    }

    /// <summary>Runs to the end with an empty input.</summary>
    public static async Task<Outcome> RunAsync(string workingFolder, params string[] arguments)
    {
        await using var process = Start(workingFolder, arguments);
        process.Input.Close();
        return await process.WaitAsync();
    }

    /// <summary>Waits for lines of stderr: progress, usually.</summary>
    /// <returns>Whether that many lines came before the process ended.</returns>
    public async Task<bool> WaitForErrorLinesAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var i = 0; i < count; i++)
        {
            if (!await _errorLines.Reader.WaitToReadAsync(patience.Token))
            {
                return false;
            }

            _ = await _errorLines.Reader.ReadAsync(patience.Token);
        }

        return true;
    }

    /// <summary>Waits for a line of stderr that contains a text.</summary>
    /// <returns>Whether it came before the process ended.</returns>
    public async Task<bool> WaitForErrorTextAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _errorLines.Reader.WaitToReadAsync(patience.Token))
        {
            if ((await _errorLines.Reader.ReadAsync(patience.Token)).Contains(text, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public async Task<Outcome> WaitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _errorPump.WaitAsync(Patience);
        return new Outcome(_process.ExitCode, await _output, _error.ToString());
    }

    /// <summary>Closes the reading end of the process's stdout, as <c>head</c> does.</summary>
    public void CloseOutput()
    {
        _outputClosed.Cancel();
        _process.StandardOutput.Close();
    }

    /// <summary><c>kill -9</c>: the process gets no chance to do anything.</summary>
    public void Kill() => Signal(9);

    public void Interrupt() => Signal(2);

    public void Terminate() => Signal(15);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _errorPump;
        _outputClosed.Dispose();
        _process.Dispose();
    }

    private void Signal(int signal)
    {
        if (!_process.HasExited)
        {
            // The process may end between the look and the signal; then there is nothing to signal.
            _ = SendSignal(_process.Id, signal);
        }
    }

    private async Task<string> ReadOutputAsync()
    {
        try
        {
            return await _process.StandardOutput.ReadToEndAsync(_outputClosed.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or IOException && _outputClosed.IsCancellationRequested)
        {
            return string.Empty;
        }
    }

    private async Task PumpErrorAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _error.Append(line).Append('\n');
            await _errorLines.Writer.WriteAsync(line);
        }

        _errorLines.Writer.Complete();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
