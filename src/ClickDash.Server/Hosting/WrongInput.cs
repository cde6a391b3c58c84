using Microsoft.AspNetCore.Http.HttpResults;

namespace ClickDash.Server.Hosting;

/// <summary>The answer to a request with a value that cannot be taken.</summary>
internal static class WrongInput
{
    /// <summary>400, as RFC 9457 has it, with the sentence both as <c>detail</c> and by the parameter's name under <c>errors</c>.</summary>
    /// <param name="parameter">The parameter or field.</param>
    /// <param name="problem">What is wrong with it, what it got and what it takes.</param>
    public static ValidationProblem Answer(string parameter, string problem) =>
        TypedResults.ValidationProblem(
            new Dictionary<string, string[]> { [parameter] = [problem] },
            detail: problem
        );
}
