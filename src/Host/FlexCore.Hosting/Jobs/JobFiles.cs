using System.Text.Json;
using FlexCore.Application.Jobs;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Domain;

namespace FlexCore.Hosting.Jobs;

/// <summary>The files of jobs, one folder for each below the data folder. Thread-safe: each job's files are written once, before the job exists.</summary>
internal sealed class JobFiles(string dataFolder) : IJobFiles
{
    private const string InputName = "input";
    private const string OutputName = "output.ndjson";
    private const string VariablesName = "variables.json";

    public async Task SaveAsync(EntityId job, SubmitJob request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var folder = FolderOf(job);
        if (Directory.Exists(folder))
        {
            return;
        }

        // Everything is written beside its place and then moved there at once, so a folder is complete or absent.
        var building = $"{folder}.new";
        Remove(building);
        Directory.CreateDirectory(building);
        if (request.Input is { } input)
        {
            await WriteAsync(Path.Combine(building, InputName), input, cancellationToken).ConfigureAwait(false);
        }

        var variables = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(request.Variables), JobJson.Default.DictionaryStringString);
        await WriteAsync(Path.Combine(building, VariablesName), variables, cancellationToken).ConfigureAwait(false);
        Directory.Move(building, folder);
    }

    public async Task<CompileDocumentOptions> OptionsOfAsync(EntityId job, CancellationToken cancellationToken = default)
    {
        var folder = FolderOf(job);
        var input = Path.Combine(folder, InputName);
        var variables = Path.Combine(folder, VariablesName);
        var values = File.Exists(variables)
            ? JsonSerializer.Deserialize(await File.ReadAllBytesAsync(variables, cancellationToken).ConfigureAwait(false), JobJson.Default.DictionaryStringString)
            : null;
        return new CompileDocumentOptions
        {
            InputFile = File.Exists(input) ? input : null,
            OutputFile = Path.Combine(folder, OutputName),
            Variables = values ?? [],
        };
    }

    public string? OutputOf(EntityId job) => Path.Combine(FolderOf(job), OutputName) is var file && File.Exists(file) ? file : null;

    public void Delete(EntityId job) => Remove(FolderOf(job));

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
    }

    // The key is "job:" and an id of the alphabet of keys, in which only the colon means something to file systems.
    private string FolderOf(EntityId job) => Path.Combine(dataFolder, "jobs", job.Tenant.Value, job.Key.Replace(':', '-'));
}
