using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests;

/// <summary>The whole command line in this process: a folder of its own, texts instead of streams.</summary>
public sealed class CliHarness : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flexcore-cli-");
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public string Folder => _folder.FullName;

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    /// <summary>What a person or a pipe gives; lines end with <c>\n</c>.</summary>
    public string Typed { get; set; } = string.Empty;

    public bool IsInteractive { get; set; }

    public string Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Folder);
        File.WriteAllText(path, text);
        return path;
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public async Task<int> RunAsync(params string[] args)
    {
        using var typed = new StringReader(Typed);
        var terminal = new CliTerminal(_out, _error, IsErrorInteractive: IsInteractive, Width: 100)
        {
            In = typed,
            IsInInteractive = IsInteractive,
            IsOutInteractive = IsInteractive,
        };
        return (int)await new CliApplication(terminal, TimeProvider.System).RunAsync(args);
    }

    /// <summary>Runs and checks how it ended; a failing check shows everything that was said.</summary>
    internal async Task ShouldExitAsync(ExitCode expected, params string[] args) =>
        (await RunAsync(args)).ShouldBe((int)expected, $"--- stdout\n{Out}\n--- stderr\n{Error}");

    public void Clear()
    {
        _out.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _out.Dispose();
        _error.Dispose();
    }
}
