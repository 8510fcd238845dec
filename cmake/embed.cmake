# wf_embed(TARGET SYMBOL BASE FILES…): compiles text files into TARGET as
#   extern const std::map<std::string_view, std::string_view> SYMBOL;   // path relative to BASE → content
# in namespace wf::embedded. The generated source is rewritten only when a file changes.
set(WF_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_script.cmake)

function(wf_embed target symbol base)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DSYMBOL=${symbol} -DBASE=${base} "-DFILES=${ARGN}" -P ${WF_EMBED_SCRIPT}
    DEPENDS ${ARGN} ${WF_EMBED_SCRIPT}
    VERBATIM COMMENT "Embedding ${symbol}")
  target_sources(${target} PRIVATE ${output})
  set_source_files_properties(${output} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endfunction()
