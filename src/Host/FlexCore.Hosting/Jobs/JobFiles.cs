using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<string, Lazy<Task>> _saving = new();

    public async Task SaveAsync(EntityId job, SubmitJob request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var folder = FolderOf(job);

        // A client that sends its request again while the first is at work waits for the first's files: two writers would spoil each other's folder.
        var saving = _saving.GetOrAdd(folder, _ => new Lazy<Task>(() => SaveAsync(folder, request)));
        try
        {
            await saving.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (saving.Value.IsCompleted)
            {
                _saving.TryRemove(KeyValuePair.Create(folder, saving));
            }
        }
    }

    public async Task<CompileDocumentOptions> OptionsOfAsync(EntityId job, CancellationToken cancellationToken = default)
    {
        var folder = FolderOf(job);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"The files of job '{job.Key}' are not in '{folder}'. They are on the node that took the job: start it again, or submit the job anew.");
        }

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

    // Not cancelled: others may wait for it, and a job's files are whole or absent.
    private static async Task SaveAsync(string folder, SubmitJob request)
    {
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
            await WriteAsync(Path.Combine(building, InputName), input, CancellationToken.None).ConfigureAwait(false);
        }

        var variables = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(request.Variables), JobJson.Default.DictionaryStringString);
        await WriteAsync(Path.Combine(building, VariablesName), variables, CancellationToken.None).ConfigureAwait(false);
        Directory.Move(building, folder);
    }

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
