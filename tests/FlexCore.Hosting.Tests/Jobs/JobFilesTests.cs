using System.Text;
using FlexCore.Application.Jobs;
using FlexCore.Domain;
using FlexCore.Hosting.Jobs;

namespace FlexCore.Hosting.Tests.Jobs;

public sealed class JobFilesTests : IDisposable
{
    private static readonly EntityId Job = new(TenantId.Default, "pipeline", "job:1");
    private readonly TempFolder _folder = new();
    private readonly JobFiles _files;

    public JobFilesTests() => _files = new JobFiles(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_sent_is_there_for_every_start()
    {
        await _files.SaveAsync(Job, new SubmitJob("name: x") { Input = "{}\n"u8.ToArray(), Variables = new Dictionary<string, string> { ["a"] = "ü\n" } });

        var options = await new JobFiles(_folder.Path).OptionsOfAsync(Job);

        (await File.ReadAllTextAsync(options.InputFile.ShouldNotBeNull())).ShouldBe("{}\n");
        options.Variables.ShouldHaveSingleItem().ShouldBe(new("a", "ü\n"));
        options.OutputFile.ShouldNotBeNull().ShouldStartWith(_folder.Path);
        _files.OutputOf(Job).ShouldBeNull("nothing was written yet");
        await File.WriteAllTextAsync(options.OutputFile, "");
        _files.OutputOf(Job).ShouldBe(options.OutputFile);
    }

    [Fact]
    public async Task An_empty_input_is_an_input_and_none_is_none()
    {
        await _files.SaveAsync(Job, new SubmitJob("name: x") { Input = ReadOnlyMemory<byte>.Empty });
        var other = new EntityId(TenantId.Default, "pipeline", "job:2");
        await _files.SaveAsync(other, new SubmitJob("name: x"));

        (await _files.OptionsOfAsync(Job)).InputFile.ShouldNotBeNull();
        (await _files.OptionsOfAsync(other)).InputFile.ShouldBeNull();
    }

    /// <summary>Without its files a job would run on whatever its document names, and nobody would know.</summary>
    [Fact]
    public async Task A_job_whose_files_are_on_another_node_is_not_run()
    {
        var error = await Should.ThrowAsync<DirectoryNotFoundException>(() => _files.OptionsOfAsync(new EntityId(TenantId.Default, "pipeline", "job:3")));

        error.Message.ShouldContain("job:3");
        error.Message.ShouldContain("submit the job anew");
    }

    [Fact]
    public async Task What_was_saved_first_for_a_job_stays()
    {
        await _files.SaveAsync(Job, new SubmitJob("name: x") { Input = "1\n"u8.ToArray() });
        await _files.SaveAsync(Job, new SubmitJob("name: x") { Input = "2\n"u8.ToArray() });

        (await File.ReadAllTextAsync((await _files.OptionsOfAsync(Job)).InputFile.ShouldNotBeNull())).ShouldBe("1\n");
    }

    /// <summary>A client that sends its request again while the first is at work: both are the same job, and one of the two inputs is there whole.</summary>
    [Fact]
    public async Task The_same_job_saved_many_times_at_once_is_saved_once()
    {
        var inputs = Enumerable.Range(0, 16).Select(i => Encoding.UTF8.GetBytes(new string((char)('a' + i), 200_000))).ToList();

        await Task.WhenAll(inputs.Select(input => Task.Run(() => _files.SaveAsync(Job, new SubmitJob("name: x") { Input = input }))));

        var kept = await File.ReadAllBytesAsync((await _files.OptionsOfAsync(Job)).InputFile.ShouldNotBeNull());
        inputs.Count(input => input.SequenceEqual(kept)).ShouldBe(1, "one of them, whole");
        Directory.EnumerateFileSystemEntries(_folder.File("jobs/default")).Count().ShouldBe(1, "nothing half-built is left");
    }

    [Fact]
    public async Task What_a_crash_left_half_built_is_replaced()
    {
        var half = _folder.File("jobs/default/job-1.new");
        Directory.CreateDirectory(half);
        await File.WriteAllTextAsync(Path.Combine(half, "input"), "cut o");

        await _files.SaveAsync(Job, new SubmitJob("name: x") { Input = "whole\n"u8.ToArray() });

        (await File.ReadAllTextAsync((await _files.OptionsOfAsync(Job)).InputFile.ShouldNotBeNull())).ShouldBe("whole\n");
        Directory.Exists(half).ShouldBeFalse();
    }

    [Fact]
    public async Task A_deleted_job_leaves_nothing_and_deleting_again_is_no_mistake()
    {
        await _files.SaveAsync(Job, new SubmitJob("name: x"));
        _files.Delete(Job);
        _files.Delete(Job);

        Directory.EnumerateFileSystemEntries(_folder.File("jobs/default")).ShouldBeEmpty();
        await _files.SaveAsync(Job, new SubmitJob("name: x") { Input = "again"u8.ToArray() });
        (await _files.OptionsOfAsync(Job)).InputFile.ShouldNotBeNull();
    }

    [Fact]
    public async Task Tenants_have_folders_of_their_own()
    {
        var other = new EntityId(new TenantId("other"), "pipeline", "job:1");
        await _files.SaveAsync(Job, new SubmitJob("name: x") { Input = "1"u8.ToArray() });
        await _files.SaveAsync(other, new SubmitJob("name: x") { Input = "2"u8.ToArray() });
        _files.Delete(Job);

        (await File.ReadAllTextAsync((await _files.OptionsOfAsync(other)).InputFile.ShouldNotBeNull())).ShouldBe("2");
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_the_job_saved_or_not_at_all()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => _files.SaveAsync(Job, new SubmitJob("name: x"), stop.Token));

        await _files.SaveAsync(Job, new SubmitJob("name: x") { Input = "1"u8.ToArray() });
        (await _files.OptionsOfAsync(Job)).OutputFile.ShouldNotBeNull();
    }
}
